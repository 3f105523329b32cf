using System.Diagnostics;

namespace Gateway.Hosting;

/// <summary>
/// Whom the embedded database runs as. PostgreSQL refuses to run as root, so a gateway that is root starts it as the user
/// <c>postgres</c>, else <c>nobody</c>; every other gateway starts it as itself.
/// </summary>
sealed class EmbeddedPostgresAccount
{
    static readonly string[] Candidates = ["postgres", "nobody"];

    // The child must not see the gateway's environment, which may carry its token and connection strings.
    static readonly string[] Kept = ["PATH", "TZ", "LD_LIBRARY_PATH", "TMPDIR"];

    readonly string[] prefix;
    readonly string? owner;

    EmbeddedPostgresAccount(string[] prefix, string? owner)
    {
        this.prefix = prefix;
        this.owner = owner;
    }

    /// <summary>The account for this process.</summary>
    /// <exception cref="StartRefusedException">Running as root with no way to become another user.</exception>
    public static EmbeddedPostgresAccount Current()
    {
        if (!Environment.IsPrivilegedProcess)
            return new EmbeddedPostgresAccount([], owner: null);

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var user = Candidates.Select(name => users.Find(fields => fields[0] == name)).FirstOrDefault(found => found is not null)
            ?? throw new StartRefusedException("PostgreSQL does not run as root and there is no user postgres or nobody. Run the gateway as a normal user.");
        var (name, uid, gid) = (user[0], user[2], user[3]);
        if (Find("setpriv") is { } setpriv)
            return new EmbeddedPostgresAccount([setpriv, $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"], $"{uid}:{gid}");
        if (Find("runuser") is { } runuser)
            return new EmbeddedPostgresAccount([runuser, "-u", name, "--"], $"{uid}:{gid}");
        throw new StartRefusedException("PostgreSQL does not run as root and neither setpriv nor runuser (util-linux) is there to start it as another user. Run the gateway as a normal user.");
    }

    /// <summary>How programs run as this account name the folder given to them.</summary>
    // Another user has no right to the folders above (the data folder is 0700, a home is too) and needs none: the folder is
    // opened before the user is changed, and /proc/self/fd leads straight to it. Every process of the server inherits it.
    public string NameOf(string folder) => owner is null ? folder : "/proc/self/fd/9";

    /// <summary>Makes a folder that only this account may enter.</summary>
    public async Task MakeFolderAsync(string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await GiveAsync(folder, token);
    }

    /// <summary>Gives a file or folder to this account.</summary>
    public async Task GiveAsync(string path, CancellationToken token)
    {
        if (owner is null)
            return;
        var (code, output) = await StartAndWaitAsync(new ProcessStartInfo("chown", ["--recursive", "--no-dereference", owner, path]), token);
        if (code != 0)
            throw new StartRefusedException($"{path} cannot be given to the user of the embedded database: {output}");
    }

    /// <summary>Runs a program as this account, with <paramref name="folder"/> reachable as <see cref="NameOf"/>.</summary>
    /// <returns>The exit code and everything that was printed.</returns>
    public Task<(int Code, string Output)> RunAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken token)
    {
        string[] open = owner is null ? [] : ["/bin/sh", "-c", "exec 9< \"$0\" && exec \"$@\"", folder];
        string[] command = [.. open, .. prefix, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/" };
        var environment = Kept.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        start.Environment.Clear();
        foreach (var (name, value) in environment.Where(variable => variable.Value is not null))
            start.Environment[name] = value;
        start.Environment["LC_ALL"] = "C";
        return StartAndWaitAsync(start, token);
    }

    static async Task<(int Code, string Output)> StartAndWaitAsync(ProcessStartInfo start, CancellationToken token)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(token);
            var errors = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            return (process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            // Only the tool itself: a server it has started belongs to the cluster and is stopped through it.
            process.Kill();
            throw;
        }
    }

    static string? Find(string program) =>
        new[] { "/usr/bin", "/bin", "/usr/sbin", "/sbin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
