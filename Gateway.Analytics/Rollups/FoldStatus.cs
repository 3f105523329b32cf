namespace Gateway.Analytics.Rollups;

/// <summary>How far the cells of a grain go.</summary>
/// <param name="Since">The first bucket that is kept; null before the first fold.</param>
/// <param name="Through">Every bucket from <paramref name="Since"/> up to here is built; null before the first fold.</param>
/// <param name="Stale">Buckets that got rows after they were built and wait to be built again.</param>
/// <param name="OldestStale">The first of these.</param>
/// <param name="FoldedAt">When the last bucket was built.</param>
/// <param name="Node">The node that built it.</param>
public sealed record GrainStatus(
    Grain Grain, DateTimeOffset? Since, DateTimeOffset? Through, long Stale, DateTimeOffset? OldestStale, DateTimeOffset? FoldedAt, string? Node)
{
    /// <summary>Spans whose cells are not right at the moment, in order: they hold buckets that wait to be built again.</summary>
    public IReadOnlyList<Span> StaleSpans { get; init; } = [];

    /// <summary>The bucket that is not over, as far as there are cells of it: from its beginning up to where they count. Only hours have one.</summary>
    public Span? Running { get; init; }

    /// <summary>How long the next bucket has been over and is not built; null before the first fold.</summary>
    public TimeSpan? LagAt(DateTimeOffset now)
    {
        // Quarters are built with their hour.
        var length = Grain is Grain.Quarter ? Grain.Hour.Length : Grain.Length;
        return Through is { } through ? now > through + length ? now - through - length : TimeSpan.Zero : null;
    }
}

/// <summary>All grains, and since when raw events are kept.</summary>
/// <param name="RawSince">Days before this were dropped; null when none was.</param>
public sealed record FoldStatus(DateTimeOffset? RawSince, IReadOnlyList<GrainStatus> Grains)
{
    public GrainStatus Of(Grain grain) => Grains.Single(each => each.Grain == grain);
}

/// <summary>From an instant up to another.</summary>
public readonly record struct Span(DateTimeOffset From, DateTimeOffset To);
