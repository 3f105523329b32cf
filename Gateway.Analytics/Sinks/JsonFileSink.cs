using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Sinks;

/// <summary>
/// Writes one line of JSON per event into a file, which is set aside when it is full: <c>events.jsonl</c>, then
/// <c>events.jsonl.1</c> (the newest of the old ones) and so on.
/// </summary>
sealed class JsonFileSink(JsonFileOptions options) : ISink, IDisposable
{
    readonly ArrayBufferWriter<byte> lines = new();
    FileStream? file;

    public string Name => "json-file";

    public bool IsOn => !string.IsNullOrEmpty(options.Path);

    public Task<int> WriteAsync(ReadOnlyMemory<EventRow> rows, Guid spool, CancellationToken token)
    {
        lines.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(lines))
        {
            foreach (ref readonly var row in rows.Span)
            {
                JsonLine.Write(json, in row, spool);
                json.Flush();
                lines.Write("\n"u8);
                json.Reset();
            }
        }

        var into = file ??= Open();
        var before = into.Length;
        try
        {
            into.Write(lines.WrittenSpan);
            into.Flush();
        }
        catch
        {
            // All of it or nothing: the same events come again.
            into.SetLength(before);
            into.Position = before;
            throw;
        }

        if (into.Length >= options.MaximumBytes)
            SetAside();
        return Task.FromResult(0);
    }

    public void Dispose() => file?.Dispose();

    FileStream Open()
    {
        var path = Path.GetFullPath(options.Path!);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        opened.Position = Math.Max(0, opened.Length - 1);

        // A crash may have left half a line.
        if (opened.ReadByte() is not (-1 or '\n'))
            opened.Write("\n"u8);
        return opened;
    }

    void SetAside()
    {
        file!.Dispose();
        file = null;
        var path = Path.GetFullPath(options.Path!);
        File.Delete($"{path}.{options.OldFiles}");
        for (var number = options.OldFiles - 1; number >= 1; number--)
        {
            if (File.Exists($"{path}.{number}"))
                File.Move($"{path}.{number}", $"{path}.{number + 1}");
        }

        if (options.OldFiles > 0)
            File.Move(path, path + ".1");
        else
            File.Delete(path);
    }
}

/// <summary>Section <c>Gateway:Sinks:JsonFile</c>: every event as a line of JSON in a file, beside the database.</summary>
public sealed class JsonFileOptions
{
    /// <summary>The file, such as /var/log/gateway/events.jsonl. Default: none, nothing is written.</summary>
    public string? Path { get; set; }

    /// <summary>Size at which the file is set aside, bytes. Default 268435456 (256 MiB). 65536 to 1099511627776 (1 TiB).</summary>
    [Range(64L * 1024, 1024L * 1024 * 1024 * 1024)]
    public long MaximumBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How many files that were set aside are kept. Default 4. 0 to 1000.</summary>
    [Range(0, 1000)]
    public int OldFiles { get; set; } = 4;
}
