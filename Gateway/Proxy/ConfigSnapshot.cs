using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Publishing;

namespace Gateway.Proxy;

/// <summary>
/// The last configuration that was in force, on disk: a node starts from it while the database is away. Written to a temporary
/// file, flushed to the disk, then renamed, so that a crash leaves the old one or the new one. Holds hashes of keys, no secrets.
/// </summary>
sealed partial class ConfigSnapshot(string folder, ILogger<ConfigSnapshot> log)
{
    string File => Path.Combine(folder, "config.json");

    public async Task WriteAsync(PublishedConfig config, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        var temporary = File + ".new";
        await using (var stream = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await JsonSerializer.SerializeAsync(stream, config, ContractJson.Options, token);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, File, overwrite: true);
    }

    /// <summary>Null when there is none, or none that can be read; then the log says why.</summary>
    public async Task<PublishedConfig?> ReadAsync(CancellationToken token)
    {
        if (!System.IO.File.Exists(File))
            return null;
        try
        {
            await using var stream = System.IO.File.OpenRead(File);
            return await JsonSerializer.DeserializeAsync<PublishedConfig>(stream, ContractJson.Options, token);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            Log.Unreadable(log, File, unreadable.Message);
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The snapshot {File} cannot be read, the gateway waits for the database: {Error}")]
        public static partial void Unreadable(ILogger log, string file, string error);
    }
}
