namespace Gateway.Bench.Replay;

/// <summary>What was sent and answered as the client counted it, what arrived upstream, and how both compare with the gateway's sums.</summary>
public sealed record ReplayReport
{
    public required LogFile Log { get; init; }

    /// <summary>The answers in the order of the log.</summary>
    public required IReadOnlyList<ReplayAnswer> Answers { get; init; }

    /// <summary>What arrived behind the gateway.</summary>
    public required IReadOnlyList<UpstreamRequest> Upstream { get; init; }

    /// <summary>The span in which everything was answered, for questions to the gateway.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required IReadOnlyDictionary<string, long> ByStatus { get; init; }

    /// <summary>By method as the gateway keeps them apart.</summary>
    public required IReadOnlyDictionary<string, long> ByMethod { get; init; }

    /// <summary>By the route that the path is expected to take.</summary>
    public required IReadOnlyDictionary<string, long> ByRoute { get; init; }

    /// <summary>By key; <see cref="None"/> for those that were refused.</summary>
    public required IReadOnlyDictionary<string, long> ByKey { get; init; }

    /// <summary>By path, decoded and without its query.</summary>
    public required IReadOnlyDictionary<string, long> ByPath { get; init; }

    /// <summary>By the minute in which the answer ended.</summary>
    public required IReadOnlyDictionary<DateTimeOffset, long> ByMinute { get; init; }

    /// <summary>Body bytes that the client read.</summary>
    public required long Bytes { get; init; }

    /// <summary>Sums compared with the gateway's and with the upstream's log.</summary>
    public IReadOnlyList<SumLine> Sums { get; init; } = [];

    /// <summary>What did not arrive upstream as it was sent.</summary>
    public IReadOnlyList<UpstreamChange> Changes { get; init; } = [];

    public const string None = "(none)";

    public long Refused => Answers.Count(answer => answer.Key is null);

    public IEnumerable<ReplayAnswer> Failures => Answers.Where(answer => answer.Error is not null);

    /// <summary>Every answer was as expected, and every sum is equal.</summary>
    public bool Agrees => Sums.Count > 0 && Sums.All(sum => sum.Agrees) && !Failures.Any();
}
