namespace Gateway.Analytics.Queries.FromCells;

/// <summary>Puts the groups of a tally into the order that the read asks for, as the statement over raw rows does.</summary>
static class TalliedCells
{
    public static IReadOnlyList<Cell> Of(CellRead read, Tally tally) =>
        read.ByLatency ? Bands(tally) : read.By is null ? Plain(read, tally) : Ranked(read, tally);

    static List<Cell> Bands(Tally tally)
    {
        var cells = new List<Cell>();
        foreach (var ((bucket, _), group) in tally.Cells)
        {
            if (group.Duration is not { IsEmpty: false } times)
                continue;
            double below = 0;
            for (var band = 0; band < LatencyBands.Labels.Count; band++)
            {
                double upTo = band + 1 < LatencyBands.Labels.Count ? times.CountBelow((long)(LatencyBands.LowerMilliseconds[band + 1] * 1000)) : times.Count;
                if (upTo > below)
                    cells.Add(new Cell(bucket, band, 0, default, false, [upTo - below]));
                below = upTo;
            }
        }

        return cells;
    }

    static List<Cell> Plain(CellRead read, Tally tally)
    {
        var cells = tally.Cells.Select(group => Cell(read, group.Key.Bucket, 0, default, false, group.Value)).ToList();

        // A read without buckets has one row, also when nothing matched.
        if (cells.Count == 0 && !read.OverTime)
            cells.Add(Cell(read, 0, 0, default, false, new TallyCell()));
        return cells;
    }

    static List<Cell> Ranked(CellRead read, Tally tally)
    {
        var totals = new Dictionary<CellKey, TallyCell>();
        foreach (var ((_, key), group) in tally.Cells)
        {
            if (key is not { } known)
                continue;
            if (!read.OverTime)
                totals[known] = group;
            else
                (totals.TryGetValue(known, out var sum) ? sum : totals[known] = new TallyCell()).Add(group);
        }

        var positions = Positions(read, totals);
        var groups = new Dictionary<(int Bucket, int Position), (CellKey Key, TallyCell Sum)>();
        foreach (var ((bucket, key), group) in tally.Cells)
        {
            var position = key is { } known ? positions.GetValueOrDefault(known) : 0;
            if (position > 0)
            {
                groups[(bucket, position)] = (key!.Value, group);
                continue;
            }

            if (!groups.TryGetValue((bucket, 0), out var rest))
                groups[(bucket, 0)] = rest = (default, new TallyCell());
            rest.Sum.Add(group);
        }

        return [.. groups.Select(group => Cell(read, group.Key.Bucket, group.Key.Position, group.Value.Key, false, group.Value.Sum))];
    }

    /// <summary>Places from 1 of the values that get cells of their own.</summary>
    static Dictionary<CellKey, int> Positions(CellRead read, Dictionary<CellKey, TallyCell> totals)
    {
        IEnumerable<CellKey> order;
        if (read.Keys is { } keys)
        {
            order = keys;
        }
        else
        {
            var ranked = totals.Select(total => (total.Key, Rank: read.Order.By is { } by ? by.Value(part => part.Of(total.Value), seconds: 1) : 0)).ToList();
            ranked.Sort((one, two) =>
            {
                // As the database does: nothing comes last either way, equals by the value and then the tenant.
                var byRank = (one.Rank, two.Rank) switch
                {
                    (null, null) => 0,
                    (null, _) => 1,
                    (_, null) => -1,
                    var (left, right) => read.Order.Ascending ? left.Value.CompareTo(right.Value) : right.Value.CompareTo(left.Value),
                };
                return byRank != 0 ? byRank : Compare(one.Key, two.Key);
            });
            order = ranked.Take(read.Limit).Select(each => each.Key);
        }

        return order.Select((key, index) => (key, index)).ToDictionary(each => each.key, each => each.index + 1);
    }

    static int Compare(CellKey one, CellKey two)
    {
        var byValue = one.Value is string text ? Utf8Order.Compare(text, (string)two.Value) : ((int)one.Value).CompareTo((int)two.Value);
        return byValue != 0 ? byValue : Utf8Order.Compare(one.Tenant, two.Tenant);
    }

    public static Cell Cell(CellRead read, int bucket, int position, CellKey key, bool isTotal, TallyCell group) =>
        new(bucket, 0, position, key, isTotal, [.. read.Parts.Select(part => part.Of(group))]);
}
