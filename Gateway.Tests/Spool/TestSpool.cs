using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Spool;

/// <summary>
/// A folder in which spools are opened one after the other. One that is opened while another was not closed finds what a
/// killed process leaves: the system keeps what was written to mapped memory.
/// </summary>
sealed class TestSpool : IDisposable
{
    public static readonly DateTime Noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    readonly TestFolder folder = new();

    /// <summary>The spool's folder.</summary>
    public string Path => folder["spool"];

    public string[] Segments => Directory.GetFiles(Path, "*.segment");

    /// <summary>Opens the spool as a new process would. Segments are of 1 MiB unless the cap says otherwise.</summary>
    public DiskSpool Open(SpoolOptions? options = null, Action<AppendStep>? at = null, Func<ISpoolDisk, ISpoolDisk>? disk = null)
    {
        ISpoolDisk real = new SpoolFolder(Path, NullLogger.Instance);
        return new DiskSpool(disk is null ? real : disk(real), options ?? Small, TimeProvider.System, NullLogger.Instance, at);
    }

    /// <summary>Eight segments of 1 MiB, and room for 1,000 events in memory.</summary>
    public static SpoolOptions Small => new() { MaximumBytes = 8 << 20, Capacity = 1000 };

    /// <summary>An event that a test knows again.</summary>
    public static RequestEvent Numbered(long number) => Some.Event(Noon) with { BytesOut = number };

    public static int Append(ISpool spool, int from, int count) => Enumerable.Range(from, count).Count(number => spool.TryAppend(Numbered(number)));

    /// <summary>Reads and releases everything; answers the numbers in order.</summary>
    public static List<long> Drain(DiskSpool spool)
    {
        var batch = new SpoolBatch(1500);
        var seen = new List<long>();
        do
        {
            spool.Reader.Read(batch);
            seen.AddRange(batch.Events.Take(batch.Count).Select(one => one.BytesOut));
            if (batch.Count > 0)
                spool.Reader.Release(batch.LastSequence, batch.Count, 0);
        }
        while (!batch.Drained);
        return seen;
    }

    public void Dispose() => folder.Dispose();
}
