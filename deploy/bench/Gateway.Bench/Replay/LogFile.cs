using System.Net;
using System.Text;

namespace Gateway.Bench.Replay;

/// <summary>A log as it was read: what can be sent, and every line that is not as it should be.</summary>
/// <param name="Lines">How many lines were read.</param>
/// <param name="Entries">What can be sent, in the order of the file.</param>
/// <param name="Damaged">Lines that are sent although something about them is wrong.</param>
/// <param name="Left">Lines that are not sent.</param>
public sealed record LogFile(int Lines, IReadOnlyList<LogEntry> Entries, IReadOnlyList<LogFault> Damaged, IReadOnlyList<LogFault> Left)
{
    /// <summary>Reads the file; empty lines are passed over.</summary>
    public static async Task<LogFile> ReadAsync(string path, int? limit, CancellationToken token)
    {
        if (!File.Exists(path))
            throw new BenchException($"There is no file {path}.");
        var (lines, number) = (0, 0);
        var entries = new List<LogEntry>();
        var damaged = new List<LogFault>();
        var left = new List<LogFault>();
        // One character for one byte: what a client sent is sent again as it was, whatever it was meant to be.
        await foreach (var line in File.ReadLinesAsync(path, Encoding.Latin1, token))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (lines == limit)
                break;
            lines++;
            var entry = LogParser.Parse(number, line, out var fault);
            if ((entry is null ? fault : Unsendable(entry)) is { } why)
            {
                left.Add(new LogFault(number, why));
                continue;
            }

            if (fault is not null)
                damaged.Add(new LogFault(number, fault));
            entries.Add(entry!);
        }

        return new LogFile(lines, entries, damaged, left);
    }

    static string? Unsendable(LogEntry entry) =>
        entry.Target[0] != '/' ? $"the target {entry.Target} is not a path"
        : entry.Method == "CONNECT" ? "CONNECT opens a tunnel"
        : entry.Status is < 200 or > 599 ? $"the status {entry.Status} ends no request"
        : !IPAddress.TryParse(entry.Client, out _) ? $"the client {entry.Client} is not an address"
        : null;
}
