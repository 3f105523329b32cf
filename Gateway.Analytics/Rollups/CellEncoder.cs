using Gateway.Analytics.Sketches;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Rollups;

/// <summary>Writes cells as rows of the table, in the form that <see cref="CellRow"/> reads.</summary>
sealed class CellEncoder(CopyBuffer copy, int valuesPerCell)
{
    static readonly IReadOnlyList<CellDimension> Split = [.. CellDimensions.All.Where(dimension => dimension != CellDimensions.Total)];

    static readonly HashSet<CellDimension> Timed = [.. Matrix.All.Where(entry => entry.Times != CellTimes.None).Select(entry => entry.Dimension)];

    /// <summary>Columns up to those of the total and its times.</summary>
    const int TotalColumns = 7;

    /// <summary>What the matrix has for each grain and kind of scope, in the order of <see cref="Split"/>: it is looked up for each row.</summary>
    static readonly Dictionary<(Grain, ScopeKind), (MatrixEntry? Total, MatrixEntry?[] Split, bool Users)> Layouts = (
        from grain in Grains.All
        from kind in Enum.GetValues<ScopeKind>()
        select (grain, kind)).ToDictionary(
            each => each,
            each => (
                Matrix.Find(each.grain, each.kind, CellDimensions.Total),
                Split.Select(dimension => Matrix.Find(each.grain, each.kind, dimension)).ToArray(),
                Matrix.HasUsers(each.grain, each.kind)));

    readonly PackedWriter cell = new();
    readonly PackedWriter sketch = new();
    CellCounts[] counts = new CellCounts[16];

    /// <summary>Columns in the order they are written.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "bucket", "grain", "scope_kind", "tenant", "scope_id", "total", "total_times", "users",
        .. Split.SelectMany(dimension => Timed.Contains(dimension) ? new[] { dimension.Column, dimension.TimesColumn } : [dimension.Column]),
    ];

    /// <summary>Adds a row with what the matrix has for the scope at the grain.</summary>
    public void Write(Grain grain, DateTime bucket, ScopeKind kind, string tenant, string id, TotalTally total, DistinctSketch? users, IReadOnlyList<ValueTally> values)
    {
        Begin(grain, bucket, kind, tenant, id);
        var layout = Layouts[(grain, kind)];
        WriteTotals(layout.Total?.Times ?? CellTimes.None, [(0, total)]);
        if (users is { IsEmpty: false } && layout.Users)
            Put(users.Write);
        else
            copy.Null();
        for (var place = 0; place < Split.Count; place++)
            WriteValues(Split[place], layout.Split[place], values, in total.Counts);
    }

    /// <summary>Adds the quarters of an hour as one row: a row of its own for each would be half overhead.</summary>
    public void WriteQuarters(DateTime hour, ScopeKind kind, string tenant, string id, IReadOnlyList<TotalTally> quarters)
    {
        Begin(Grain.Quarter, hour, kind, tenant, id);
        WriteTotals(
            Layouts[(Grain.Quarter, kind)].Total?.Times ?? CellTimes.None,
            [.. quarters.Select((total, quarter) => (quarter, total)).Where(each => each.total.Counts.Requests > 0)]);
        for (var column = TotalColumns; column < Columns.Count; column++)
            copy.Null();
    }

    void Begin(Grain grain, DateTime bucket, ScopeKind kind, string tenant, string id)
    {
        copy.Row(Columns.Count);
        copy.Timestamp(bucket);
        copy.Int16((short)grain);
        copy.Int16((short)kind);
        copy.Text(tenant);
        copy.Text(id);
    }

    void WriteTotals(CellTimes times, IReadOnlyList<(int Number, TotalTally Total)> totals)
    {
        cell.Clear();
        cell.Byte(CellCodec.Version);
        cell.Byte(0);
        cell.Number((ulong)totals.Count);
        var before = 0;
        foreach (var (number, _) in totals)
        {
            cell.Signed(number - before);
            before = number;
        }

        CellCodec.WriteCounts(cell, [.. totals.Select(each => each.Total.Counts)], divided: false);
        copy.Bytes(cell.Written);
        if (times == CellTimes.None || totals.All(each => each.Total.Counts.Timed == 0))
        {
            copy.Null();
            return;
        }

        BeginTimes(times);
        foreach (var (_, total) in totals)
        {
            for (var kind = 0; kind < 3; kind++)
                WriteSketch(times, kind, kind switch { 0 => total.Duration, 1 => total.Upstream, _ => total.Own });
        }

        copy.Bytes(cell.Written);
    }

    void WriteValues(CellDimension dimension, MatrixEntry? entry, IReadOnlyList<ValueTally> values, in CellCounts total)
    {
        var tally = entry is null ? null : values.FirstOrDefault(each => each.Dimension == dimension);
        if (tally is null)
        {
            copy.Null();
            if (Timed.Contains(dimension))
                copy.Null();
            return;
        }

        tally.Keep(valuesPerCell);
        var order = tally.Ascending();
        WriteCounts(tally, order, in total);
        if (!Timed.Contains(dimension))
            return;
        if (entry!.Times == CellTimes.None)
        {
            copy.Null();
            return;
        }

        BeginTimes(entry.Times);
        foreach (var value in tally.HasOther ? [.. order, tally.Count] : order)
        {
            for (var kind = 0; kind < 3; kind++)
                WriteSketch(entry.Times, kind, tally.Sketch(value, kind));
        }

        copy.Bytes(cell.Written);
    }

    void WriteCounts(ValueTally tally, int[] order, in CellCounts total)
    {
        var asTotal = order.Length == 1 && !tally.HasOther && tally.Counts(order[0]) == total;
        cell.Clear();
        cell.Byte(CellCodec.Version);
        cell.Byte((byte)((tally.HasOther ? CellCodec.HasOther : 0) | (tally.Dimension.IsText ? CellCodec.IsText : 0) | (asTotal ? CellCodec.AsTotal : 0)));
        cell.Number((ulong)order.Length);
        if (tally.Dimension.IsText)
            WriteTexts(tally, order);
        else
            WriteNumbers(tally, order);

        if (asTotal)
        {
            copy.Bytes(cell.Written);
            return;
        }

        if (counts.Length <= order.Length)
            counts = new CellCounts[order.Length * 2];
        for (var place = 0; place < order.Length; place++)
            counts[place] = tally.Counts(order[place]);
        counts[order.Length] = tally.Counts(tally.Count);
        CellCodec.WriteCounts(cell, counts.AsSpan(0, order.Length + (tally.HasOther ? 1 : 0)), divided: true);
        copy.Bytes(cell.Written);
    }

    void WriteTexts(ValueTally tally, int[] order)
    {
        ReadOnlySpan<byte> before = default;
        foreach (var value in order)
        {
            var text = tally.Text(value);
            var shared = text.CommonPrefixLength(before);
            cell.Number((ulong)shared);
            cell.Number((ulong)(text.Length - shared));
            cell.Bytes(text[shared..]);
            before = text;
        }
    }

    void WriteNumbers(ValueTally tally, int[] order)
    {
        var before = 0L;
        foreach (var value in order)
        {
            cell.Signed(tally.Number(value) - before);
            before = tally.Number(value);
        }
    }

    void BeginTimes(CellTimes times)
    {
        cell.Clear();
        cell.Byte(CellCodec.Version);
        cell.Byte((byte)times);
    }

    void WriteSketch(CellTimes times, int kind, LatencySketch? of)
    {
        if (((int)times & 1 << kind) == 0)
            return;
        sketch.Clear();
        of?.Write(sketch);
        cell.Number((ulong)sketch.Length);
        cell.Bytes(sketch.Written);
    }

    void Put(Action<PackedWriter> write)
    {
        cell.Clear();
        write(cell);
        copy.Bytes(cell.Written);
    }
}
