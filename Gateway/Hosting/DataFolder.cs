namespace Gateway.Hosting;

/// <summary>
/// The one folder a node keeps between starts: snapshot, spool, secret, embedded database. Locked for the life of the process,
/// so that no second one writes the same spool or starts the same database.
/// </summary>
sealed class DataFolder : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // EWOULDBLOCK, which is how a lock that another process holds is reported.
    const int WouldBlock = 11;

    readonly FileStream lockFile;

    DataFolder(string path, NodeIdentity node, FileStream lockFile)
    {
        Path = path;
        Node = node;
        this.lockFile = lockFile;
    }

    /// <summary>The folder itself, absolute.</summary>
    public string Path { get; }

    /// <summary>Who this node is, whatever its host is called.</summary>
    public NodeIdentity Node { get; }

    /// <summary>Last-known-good configuration of the data plane.</summary>
    public string Snapshot => System.IO.Path.Combine(Path, "snapshot");

    /// <summary>Segments of captured events.</summary>
    public string Spool => System.IO.Path.Combine(Path, "spool");

    /// <summary>The node's secret, unless another file is configured.</summary>
    public string Secret => System.IO.Path.Combine(Path, "secret");

    /// <summary>The embedded database.</summary>
    public string Postgres => System.IO.Path.Combine(Path, "postgres");

    /// <summary>Makes the folder (mode 0700) where it is missing, and takes its lock.</summary>
    /// <exception cref="StartRefusedException">It cannot be written, or another process holds it.</exception>
    public static DataFolder Open(string path)
    {
        var folder = System.IO.Path.GetFullPath(path);
        try
        {
            // An existing folder keeps its mode: it may be shared on purpose, or be somebody else's by mistake.
            Directory.CreateDirectory(folder, OwnerOnly);
            var lockFile = TakeLock(folder);
            try
            {
                return new DataFolder(folder, NodeIdentity.Load(System.IO.Path.Combine(folder, "node")), lockFile);
            }
            catch
            {
                lockFile.Dispose();
                throw;
            }
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException(
                $"The data folder {folder} cannot be used: {refused.Message} Set Gateway:DataFolder to a folder this user may write.", refused);
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it would let two processes hold two locks of one name.</summary>
    public void Dispose() => lockFile.Dispose();

    static FileStream TakeLock(string folder)
    {
        var file = System.IO.Path.Combine(folder, "lock");
        // The holder's pid is for people and stands beside: a locked file cannot be opened for reading either.
        var note = System.IO.Path.Combine(folder, "pid");
        try
        {
            // FileShare.None is flock(LOCK_EX) here: the kernel frees it with the process, however that ends.
            var stream = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            SafeFile.Write(note, $"{Environment.ProcessId}\n");
            return stream;
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            var holder = File.Exists(note) ? $"pid {File.ReadAllText(note).Trim()}" : "pid unknown";
            throw new StartRefusedException(
                $"The data folder {folder} is in use by another process ({holder}). Stop it, or set Gateway:DataFolder to a folder of this node's own.", held);
        }
    }
}
