using System.IO.Hashing;
using Gateway.Analytics.Events;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// One stored event as the fold sees it: what it adds to counts, and its value of each dimension with a hash. Filled again for
/// each row; texts lie in the feed's buffer.
/// </summary>
sealed class FoldEvent
{
    /// <summary>The conditions of <see cref="Outcomes"/> and the sums read these, in this order.</summary>
    public static IReadOnlyList<string> Measured { get; } =
        ["time", "duration_us", "upstream_us", "bytes_in", "bytes_out", "user_id", "attempts", "status", "failed_by", "protocol"];

    /// <summary>Where the values of a dimension come from; team and route name the scope too.</summary>
    public static IReadOnlyList<(CellDimension Dimension, string Sql)> Sources { get; } =
    [
        (CellDimensions.Status, "status"),
        (CellDimensions.Reason, "reason"),
        (CellDimensions.FailedBy, "failed_by"),
        (CellDimensions.Method, "method"),
        (CellDimensions.Protocol, "protocol"),
        (CellDimensions.Browser, "browser"),
        (CellDimensions.Os, "os"),
        (CellDimensions.Device, "device"),
        (CellDimensions.TrafficClass, "traffic_class"),
        (CellDimensions.ConfigVersion, "config_version"),
        (CellDimensions.Country, "country"),
        (CellDimensions.Node, "spools.node"),
        (CellDimensions.Api, "api"),
        (CellDimensions.Cluster, "cluster"),
        (CellDimensions.Destination, "cluster || '/' || destination"),
        (CellDimensions.Host, "host"),
        (CellDimensions.Consumer, "consumer"),
        (CellDimensions.Key, "key"),
        (CellDimensions.Endpoint, "endpoint"),
        (CellDimensions.Team, "team"),
        (CellDimensions.Route, "route"),
    ];

    // A seed of the process's own: texts come from clients, and nobody shall make them collide.
    static readonly long Seed = Random.Shared.NextInt64();

    readonly (int Start, int Length)[] texts = new (int, int)[CellDimensions.All.Count];
    readonly ulong[] hashes = new ulong[CellDimensions.All.Count];
    readonly long[] numbers = new long[CellDimensions.All.Count];
    CellCounts counts;

    public byte[] Buffer { get; set; } = [];

    /// <summary>Microseconds since 2000, UTC, as the database counts.</summary>
    public long Time { get; private set; }

    public ref readonly CellCounts Counts => ref counts;

    public long? User { get; private set; }

    /// <summary>Buckets of the latency sketches; -1 where the time does not count.</summary>
    public (int Duration, int Upstream, int Own) Times { get; private set; }

    public (int Start, int Length) Tenant { get; set; }

    public List<(int Start, int Length)> Groups { get; } = [];

    public ReadOnlySpan<byte> Bytes((int Start, int Length) text) => Buffer.AsSpan(text.Start, text.Length);

    public ReadOnlySpan<byte> Text(int dimension) => Bytes(texts[dimension]);

    public long Number(int dimension) => numbers[dimension];

    public ulong Hash(int dimension) => hashes[dimension];

    public void SetText(int dimension, (int Start, int Length) text)
    {
        texts[dimension] = text;
        hashes[dimension] = HashOf(Bytes(text));
    }

    public void SetNumber(int dimension, long number)
    {
        numbers[dimension] = number;
        hashes[dimension] = HashOf(number);
    }

    public static ulong HashOf(ReadOnlySpan<byte> text) => XxHash3.HashToUInt64(text, Seed);

    /// <summary>Odd, so no two numbers have the same.</summary>
    public static ulong HashOf(long number) => (ulong)number * 0x9E3779B97F4A7C15;

    /// <summary>Takes the columns of <see cref="Measured"/>; a null of time or user is the smallest long.</summary>
    public void SetMeasured(ReadOnlySpan<long> row)
    {
        const long none = long.MinValue;
        var (duration, upstream, status) = (row[1], row[2], (int)row[7]);
        var (failedBy, protocol) = ((FailedBy)row[8], (RequestProtocol)row[9]);
        var timed = Outcomes.IsTimed(status, protocol, duration);
        Time = row[0];
        User = row[5] == none ? null : row[5];
        counts = new CellCounts
        {
            Requests = 1,
            Errors = Outcomes.IsError(status, failedBy) ? 1 : 0,
            ClientErrors = Outcomes.IsClientError(status, failedBy) ? 1 : 0,
            Refusals = Outcomes.IsRefusal(failedBy) ? 1 : 0,
            BytesIn = row[3],
            BytesOut = row[4],
            Attempts = row[6],
        };
        Times = (-1, -1, -1);
        if (!timed)
            return;
        counts.Timed = 1;
        counts.DurationSum = counts.DurationMax = duration;
        Times = (Sketches.LatencyBuckets.Of(duration), -1, -1);
        if (upstream == none)
            return;
        var own = Outcomes.Own(duration, upstream);
        counts.Forwarded = 1;
        counts.UpstreamSum = counts.UpstreamMax = upstream;
        counts.OwnSum = counts.OwnMax = own;
        Times = (Times.Duration, Sketches.LatencyBuckets.Of(upstream), Sketches.LatencyBuckets.Of(own));
    }
}
