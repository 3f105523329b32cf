using System.Globalization;

namespace Gateway.Hosting;

/// <summary>
/// The cluster on the disk and the server process on it: made, started, stopped, and told apart from whatever else may have
/// its pid. Knows nothing of SQL.
/// </summary>
/// <remarks>
/// <code>
/// postgres/credentials   passwords, the gateway's alone
///          cluster/      the server's own folder, with server.log in it
///          making/       a cluster that initdb has not finished; renamed when whole, so a killed initdb leaves no half of one
/// </code>
/// </remarks>
sealed class EmbeddedPostgresCluster(string folder, EmbeddedPostgresOptions options, PostgresBinaries binaries, EmbeddedPostgresAccount account)
{
    const int LogTailLines = 15;
    const long LogSizeMaximum = 8 << 20;

    // One place for a whole line of start options: pg_ctl hands it to a shell.
    const string FixedOptions =
        "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c cluster_name=gateway -c password_encryption=scram-sha-256 "
        // What a statement held stays out of the log; the gateway sees its errors itself.
        + "-c log_min_messages=log -c log_min_error_statement=panic -c log_checkpoints=off -c jit=off";

    readonly string cluster = Path.Combine(folder, "cluster");

    /// <summary>Trades safety against a crash of the machine for speed, for a database that is thrown away.</summary>
    public bool Throwaway { get; init; }

    /// <summary>Whether there is a cluster.</summary>
    public bool Exists => File.Exists(VersionFile);

    string VersionFile => Path.Combine(cluster, "PG_VERSION");

    string PidFile => Path.Combine(cluster, "postmaster.pid");

    string LogFile => Path.Combine(cluster, "server.log");

    /// <summary>Makes the cluster, or checks that the existing one is of the binaries' version.</summary>
    public async Task PrepareAsync(string administratorPassword, CancellationToken token)
    {
        if (!Exists)
        {
            await MakeAsync(administratorPassword, token);
            return;
        }

        var made = (await File.ReadAllTextAsync(VersionFile, token)).Trim();
        if (made != binaries.Major.ToString(CultureInfo.InvariantCulture))
        {
            throw new StartRefusedException(
                $"The embedded database in {cluster} was made by PostgreSQL {made}, and {binaries.Folder} holds PostgreSQL {binaries.Major}. "
                + $"Install PostgreSQL {made} and name its folder in Gateway:Postgres:Binaries, or move the data with pg_dump to a server of its own.");
        }
    }

    /// <summary>The server's port, if it runs. Its pid alone proves nothing: the process must also live in this very folder.</summary>
    public int? RunningPort()
    {
        try
        {
            // Line 1: pid, line 4: port. A server on its way up may not have written all of it.
            var lines = File.ReadAllLines(PidFile);
            if (lines.Length < 4 || !IsServer(lines[0].Trim()))
                return null;
            return int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether a server of this cluster lives, be it on its way up or down.</summary>
    public bool IsRunning()
    {
        try
        {
            return File.ReadLines(PidFile).FirstOrDefault() is { } pid && IsServer(pid.Trim());
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Starts the server and waits until it takes connections.</summary>
    public async Task StartAsync(int port, CancellationToken token)
    {
        // A note of a server that is gone, whose pid may by now be anybody's.
        if (!IsRunning())
            File.Delete(PidFile);
        if (new FileInfo(LogFile) is { Exists: true, Length: > LogSizeMaximum })
            File.Move(LogFile, LogFile + ".old", overwrite: true);

        var name = account.NameOf(cluster);
        var settings = string.Create(CultureInfo.InvariantCulture,
            $"-p {port} -c max_connections={options.MaxConnections} -c shared_buffers={options.SharedBuffers} {FixedOptions}");
        if (Throwaway)
            settings += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        // After a crash of the machine the server first reads its log again, which may take minutes.
        await ControlAsync("start", ["-D", name, "-l", name + "/server.log", "-o", settings, "-w", "-t", "300", "start"], token);
    }

    /// <summary>Stops the server: its sessions are ended, what they had open is rolled back.</summary>
    public async Task StopAsync(CancellationToken token)
    {
        if (!IsRunning())
            return;
        string[] stop = ["-D", account.NameOf(cluster), "-w", "-t", "20", "stop", "-m"];
        var (code, _) = await account.RunAsync(cluster, binaries.Program("pg_ctl"), [.. stop, "fast"], token);
        if (code != 0 && IsRunning())
            await ControlAsync("stop", [.. stop, "immediate"], token);
    }

    /// <summary>The last lines the server wrote, for an error message.</summary>
    public string LogTail()
    {
        try
        {
            return string.Join('\n', File.ReadLines(LogFile).TakeLast(LogTailLines));
        }
        catch (IOException)
        {
            return "(nothing)";
        }
    }

    async Task MakeAsync(string administratorPassword, CancellationToken token)
    {
        if (Directory.Exists(cluster))
            throw new StartRefusedException($"{cluster} exists and is not a PostgreSQL cluster. Move it away to start with an empty database.");
        var (code, output) = await InitialiseAsync(administratorPassword, "C.UTF-8", token);
        if (code != 0 && output.Contains("locale", StringComparison.Ordinal))
            (code, output) = await InitialiseAsync(administratorPassword, "C", token);
        if (code != 0)
            throw new StartRefusedException($"The embedded database could not be made in {folder}: initdb ended with {code}.\n{output}");
    }

    async Task<(int Code, string Output)> InitialiseAsync(string password, string locale, CancellationToken token)
    {
        var making = Path.Combine(folder, "making");
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await account.MakeFolderAsync(making, token);
        var passwordFile = Path.Combine(making, "password");
        SafeFile.Write(passwordFile, password + "\n");
        await account.GiveAsync(passwordFile, token);

        var name = account.NameOf(making);
        string[] arguments =
        [
            "-D", name + "/cluster", "-U", EmbeddedPostgres.Administrator, $"--pwfile={name}/password", "--encoding=UTF8", $"--locale={locale}",
            "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", .. Throwaway ? ["--no-sync"] : Array.Empty<string>(),
        ];
        var result = await account.RunAsync(making, binaries.Program("initdb"), arguments, token);
        if (result.Code == 0)
            Directory.Move(Path.Combine(making, "cluster"), cluster);
        Directory.Delete(making, recursive: true);
        return result;
    }

    async Task ControlAsync(string what, string[] arguments, CancellationToken token)
    {
        var (code, output) = await account.RunAsync(cluster, binaries.Program("pg_ctl"), arguments, token);
        if (code != 0)
            throw new EmbeddedPostgresException($"The embedded database did not {what} (pg_ctl ended with {code}).\n{output}\nThe end of {LogFile}:\n{LogTail()}");
    }

    // A postmaster's working directory is its cluster for all of its life. Whoever may start it may also read this link.
    bool IsServer(string pid) =>
        int.TryParse(pid, CultureInfo.InvariantCulture, out var number)
        && new DirectoryInfo($"/proc/{number}/cwd") is { LinkTarget: { } lives }
        && lives == RealPath(cluster);

    static string RealPath(string path)
    {
        // The kernel names the folder without symbolic links; so must we, for every part of the path.
        var real = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return real;
    }
}

/// <summary>The embedded database's server could not be started, stopped or reached.</summary>
sealed class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);
