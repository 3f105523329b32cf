using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gateway.Analytics.Imports;

/// <summary>The lines of a log, plain or compressed by gzip, which its first bytes tell. Bytes that are no UTF-8 become U+FFFD.</summary>
public static class LogLines
{
    /// <summary>Longest line in characters; of a longer one nothing is kept.</summary>
    public const int Longest = 65_536;

    /// <summary>Each line with its number from 1; null for one that is too long. Empty lines are left out.</summary>
    /// <exception cref="InvalidDataException">The compressed data is damaged.</exception>
    public static async IAsyncEnumerable<(long Number, string? Line)> ReadAsync(Stream log, [EnumeratorCancellation] CancellationToken token)
    {
        var pipe = PipeReader.Create(log, new StreamPipeReaderOptions(leaveOpen: true));
        var begin = await pipe.ReadAtLeastAsync(2, token);
        var isCompressed = begin.Buffer.Length >= 2 && begin.Buffer.FirstSpan is [0x1f, 0x8b, ..];
        pipe.AdvanceTo(begin.Buffer.Start);
        await using var stream = isCompressed ? new GZipStream(pipe.AsStream(), CompressionMode.Decompress) : pipe.AsStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[32 * 1024];
        var line = new StringBuilder();
        var (number, length) = (0L, 0L);
        for (int read; (read = await reader.ReadAsync(buffer, token)) > 0;)
        {
            for (var at = 0; at < read;)
            {
                var rest = buffer.AsMemory(at, read - at);
                var end = rest.Span.IndexOf('\n');
                var part = end < 0 ? rest : rest[..end];
                length += part.Length;
                if (length <= Longest)
                    line.Append(part);
                at += part.Length;
                if (end < 0)
                    break;
                at++;
                number++;
                if (Take() is var (isKept, text) && isKept)
                    yield return (number, text);
            }
        }

        number++;
        if (Take() is var (isLast, last) && isLast)
            yield return (number, last);

        (bool IsKept, string? Text) Take()
        {
            var text = length > Longest ? null : line.ToString().TrimEnd('\r');
            line.Clear();
            length = 0;
            return (text is null || !string.IsNullOrWhiteSpace(text), text);
        }
    }
}
