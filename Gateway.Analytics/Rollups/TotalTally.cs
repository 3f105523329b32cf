using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Rollups;

/// <summary>Counts and latency sketches of some exchanges.</summary>
sealed class TotalTally
{
    CellCounts counts;

    public ref readonly CellCounts Counts => ref counts;

    public LatencySketch Duration { get; } = new();

    public LatencySketch Upstream { get; } = new();

    public LatencySketch Own { get; } = new();

    public void Add(FoldEvent each)
    {
        counts.Add(in each.Counts);
        var (duration, upstream, own) = each.Times;
        if (duration >= 0)
            Duration.AddBucket(duration, 1);
        if (upstream < 0)
            return;
        Upstream.AddBucket(upstream, 1);
        Own.AddBucket(own, 1);
    }

    public void Merge(TotalTally other)
    {
        counts.Add(in other.counts);
        Duration.Merge(other.Duration);
        Upstream.Merge(other.Upstream);
        Own.Merge(other.Own);
    }

    /// <summary>Adds a cell that was read, with the sketches that it has.</summary>
    public void Merge(CellRow row)
    {
        counts.Add(in row.Counts[0]);
        Merge(Duration, row, CellTimes.Duration);
        Merge(Upstream, row, CellTimes.Upstream);
        Merge(Own, row, CellTimes.Own);
    }

    static void Merge(LatencySketch sketch, CellRow row, CellTimes kind)
    {
        if (row.Times(kind, 0) is { IsEmpty: false } bytes)
            sketch.Merge(bytes);
    }
}
