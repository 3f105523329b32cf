using System.Runtime.InteropServices;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Queries.FromCells;

/// <summary>What one group adds up to, from cells and from raw events alike.</summary>
sealed class TallyCell
{
    CellCounts counts;

    public CellCounts Counts => counts;

    /// <summary>Requests up to where the record is complete.</summary>
    public double Recorded { get; private set; }

    public LatencySketch? Duration { get; private set; }
    public LatencySketch? Upstream { get; private set; }
    public LatencySketch? Own { get; private set; }
    public DistinctSketch? Users { get; private set; }

    public void Add(in CellCounts more, double recorded)
    {
        counts.Add(more);
        Recorded += recorded;
    }

    public LatencySketch Times(CellTimes kind) => kind switch
    {
        CellTimes.Duration => Duration ??= new LatencySketch(),
        CellTimes.Upstream => Upstream ??= new LatencySketch(),
        _ => Own ??= new LatencySketch(),
    };

    public DistinctSketch MoreUsers() => Users ??= new DistinctSketch();

    public void Add(TallyCell other)
    {
        Add(other.counts, other.Recorded);
        if (other.Duration is { } duration)
            Times(CellTimes.Duration).Merge(duration);
        if (other.Upstream is { } upstream)
            Times(CellTimes.Upstream).Merge(upstream);
        if (other.Own is { } own)
            Times(CellTimes.Own).Merge(own);
        if (other.Users is { } users)
            MoreUsers().Merge(users);
    }
}

/// <summary>Groups of a read while its stretches are added up. The rest, whose values are not known, has the key null.</summary>
sealed class Tally
{
    readonly Dictionary<(int Bucket, CellKey? Key), TallyCell> cells = [];

    /// <summary>Whether some values were only known as "(other)".</summary>
    public bool HasOther { get; set; }

    public IEnumerable<KeyValuePair<(int Bucket, CellKey? Key), TallyCell>> Cells => cells;

    public TallyCell this[int bucket, CellKey? key]
    {
        get
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, (bucket, key), out _);
            return cell ??= new TallyCell();
        }
    }
    /// <summary>All groups added up.</summary>
    public TallyCell Total()
    {
        var total = new TallyCell();
        foreach (var (_, group) in cells)
            total.Add(group);
        return total;
    }

    public void Add(Tally other)
    {
        HasOther |= other.HasOther;
        foreach (var ((bucket, key), group) in other.cells)
            this[bucket, key].Add(group);
    }
}
