using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Rollups;

/// <summary>What a fold counts for one scope in one bucket.</summary>
/// <param name="plan">Which dimensions.</param>
/// <param name="budget">Bounds the values.</param>
sealed class ScopeTally(ScopePlan plan, FoldBudget budget)
{
    readonly int[] places = [.. plan.Entries.Select(entry => CellDimensions.PlaceOf(entry.Dimension))];

    /// <summary>The totals of each part of the bucket: of its quarters where it is an hour.</summary>
    public TotalTally[] Parts { get; } = [.. Enumerable.Range(0, plan.Parts).Select(_ => new TotalTally())];

    public ValueTally[] Values { get; } = [.. plan.Entries.Select(entry => new ValueTally(entry.Dimension, entry.Times, budget))];

    public DistinctSketch? Users { get; } = plan.Users ? new() : null;

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
        for (var index = 0; index < places.Length; index++)
        {
            var place = places[index];
            if (place == ScopePlan.Group)
            {
                foreach (var group in each.Groups)
                    Values[index].Add(each, FoldEvent.HashOf(each.Bytes(group)), each.Bytes(group), 0);
            }
            else if (place != ScopePlan.Route && place != ScopePlan.Team)
            {
                Values[index].Add(each, each.Hash(place), each.Text(place), each.Number(place));
            }
        }
    }

    /// <summary>Says once, at the end, of which route and team all of it was: cheaper than with each event.</summary>
    public void BelongsTo(ReadOnlySpan<byte> route, ReadOnlySpan<byte> team)
    {
        var total = Total();
        for (var index = 0; index < places.Length; index++)
        {
            if (places[index] == ScopePlan.Route)
                Values[index].Add(route, in total.Counts);
            else if (places[index] == ScopePlan.Team)
                Values[index].Add(team, in total.Counts);
        }
    }

    public void Merge(ScopeTally other)
    {
        for (var part = 0; part < Parts.Length; part++)
            Parts[part].Merge(other.Parts[part]);
        if (other.Users is { } users)
            Users?.Merge(users);
        for (var index = 0; index < Values.Length; index++)
            Values[index].Merge(other.Values[index]);
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
