using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Rollups;

/// <summary>What a fold counts for one scope in one bucket.</summary>
sealed class ScopeTally
{
    /// <summary>Dimensions whose values mostly come together.</summary>
    static readonly CellDimension[][] Together =
    [
        [CellDimensions.Status, CellDimensions.Reason, CellDimensions.FailedBy],
        [CellDimensions.Browser, CellDimensions.Os, CellDimensions.Device, CellDimensions.TrafficClass],
        [CellDimensions.Method, CellDimensions.Protocol, CellDimensions.ConfigVersion, CellDimensions.Node, CellDimensions.Api, CellDimensions.Host],
        [CellDimensions.Key, CellDimensions.Consumer],
    ];

    readonly ValueTally[] values;
    readonly (int Place, ValueTally Values)[] alone;
    readonly BundleTally[] bundles;

    /// <param name="plan">Which dimensions.</param>
    /// <param name="budget">Bounds the values.</param>
    public ScopeTally(ScopePlan plan, FoldBudget budget)
    {
        Parts = [.. Enumerable.Range(0, plan.Parts).Select(_ => new TotalTally())];
        Users = plan.Users ? new() : null;
        values = [.. plan.Entries.Select(entry => new ValueTally(entry.Dimension, entry.Times, budget))];
        var bundled = Together
            .Select(bundle => values.Where(each => each.Times == CellTimes.None && bundle.Contains(each.Dimension)).Select(Placed).ToArray())
            .Where(bundle => bundle.Length > 1)
            .ToArray();
        bundles = [.. bundled.Select(bundle => new BundleTally(bundle, budget))];
        alone = [.. values.Select(Placed).Except(bundled.SelectMany(bundle => bundle))];

        static (int Place, ValueTally Values) Placed(ValueTally values) => (CellDimensions.PlaceOf(values.Dimension), values);
    }

    /// <summary>The totals of each part of the bucket: of its quarters where it is an hour.</summary>
    public TotalTally[] Parts { get; }

    /// <summary>The values of each dimension, with all that was added so far.</summary>
    public ValueTally[] Values
    {
        get
        {
            foreach (var bundle in bundles)
                bundle.Settle();
            return values;
        }
    }

    public DistinctSketch? Users { get; }

    /// <summary>The totals of the whole bucket.</summary>
    public TotalTally Total()
    {
        if (Parts.Length == 1)
            return Parts[0];
        var total = new TotalTally();
        foreach (var part in Parts)
            total.Merge(part);
        return total;
    }

    public void Add(FoldEvent each, int part)
    {
        Parts[part].Add(each);
        if (each.User is { } user)
            Users?.Add(user);
        foreach (var bundle in bundles)
            bundle.Add(each);
        foreach (var (place, own) in alone)
        {
            if (place == ScopePlan.Group)
            {
                foreach (var group in each.Groups)
                    own.Add(each, FoldEvent.HashOf(each.Bytes(group)), each.Bytes(group), 0);
            }
            else if (place != ScopePlan.Route && place != ScopePlan.Team)
            {
                own.Add(each, each.Hash(place), each.Text(place), each.Number(place));
            }
        }
    }

    /// <summary>Says at the end of which route and team all of it was: cheaper than with each event.</summary>
    public void BelongsTo(ReadOnlySpan<byte> route, ReadOnlySpan<byte> team)
    {
        var total = Total();
        foreach (var (place, own) in alone)
        {
            if (place != ScopePlan.Route && place != ScopePlan.Team)
                continue;
            own.Clear();
            own.Add(place == ScopePlan.Route ? route : team, in total.Counts);
        }
    }

    public void Merge(ScopeTally other)
    {
        for (var part = 0; part < Parts.Length; part++)
            Parts[part].Merge(other.Parts[part]);
        if (other.Users is { } users)
            Users?.Merge(users);
        var (own, others) = (Values, other.Values);
        for (var index = 0; index < own.Length; index++)
            own[index].Merge(others[index]);
    }
}

/// <summary>Which dimensions a fold counts for a kind of scope, and into how many parts it divides the totals.</summary>
sealed record ScopePlan(IReadOnlyList<MatrixEntry> Entries, int Parts, bool Users)
{
    internal static readonly int Group = CellDimensions.PlaceOf(CellDimensions.Group);
    internal static readonly int Route = CellDimensions.PlaceOf(CellDimensions.Route);
    internal static readonly int Team = CellDimensions.PlaceOf(CellDimensions.Team);

    /// <summary>Everything that these kinds of scopes hold at the grain.</summary>
    public static ScopePlan Of(Grain grain, int parts, params ScopeKind[] scopes) => new(
        [
            .. Matrix.All
                .Where(entry => entry.Dimension != CellDimensions.Total && entry.Grains.Contains(grain) && entry.Scopes.Intersect(scopes).Any())
                .GroupBy(entry => entry.Dimension, (dimension, entries) => entries.Aggregate((left, right) => left with { Times = left.Times | right.Times })),
        ],
        parts,
        scopes.Any(scope => Matrix.HasUsers(grain, scope)));
}
