using System.Buffers.Binary;
using System.Globalization;
using Gateway.Analytics.Sketches;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Streams the events of a span out of the database by binary COPY and reads each where it lies in the buffer: no object and no
/// string is made for a row.
/// </summary>
sealed class EventFeed
{
    /// <summary>Signature, flags and length of the header's extension, which is empty.</summary>
    const int HeaderLength = 19;

    readonly FoldEvent row = new();
    readonly long[] measured = new long[FoldEvent.Measured.Count];
    readonly (int Place, bool IsText)[] columns;
    readonly string sql;
    byte[] buffer = new byte[256 * 1024];
    int start;
    int end;

    /// <param name="dimensions">Those whose values are needed; the others are not sent.</param>
    /// <param name="table">The events, or a table of their form.</param>
    public EventFeed(IReadOnlyCollection<CellDimension> dimensions, string table)
    {
        var sources = FoldEvent.Sources
            .Where(source => dimensions.Contains(source.Dimension) || source.Dimension == CellDimensions.Team || source.Dimension == CellDimensions.Route)
            .ToArray();
        columns = [.. sources.Select(source => (CellDimensions.PlaceOf(source.Dimension), source.Dimension.IsText))];
        IEnumerable<string> expressions =
        [
            .. FoldEvent.Measured.Select(column => $"events.{column}"),
            .. sources.Select(source => source.Sql),
            "tenant",
            dimensions.Contains(CellDimensions.Group) ? EventSql.Groups : "null::text[]",
        ];
        var join = sources.Any(source => source.Sql.StartsWith("spools.", StringComparison.Ordinal)) ? " left join spools on spools.number = events.spool" : "";
        sql = $"select {string.Join(", ", expressions)} from {table} as events{join}";
    }

    /// <summary>Hands every event of the span to <paramref name="add"/>, in no particular order; answers how many there were.</summary>
    public async Task<long> ReadAsync(DatabaseSession session, DateTimeOffset from, DateTimeOffset to, Action<FoldEvent> add, CancellationToken token)
    {
        // COPY takes no parameters; the bounds are made from times.
        await using var stream = await session.Connection.BeginRawBinaryCopyAsync(
            $"copy /* gateway:folds/events */ ({sql} where time >= '{Literal(from)}' and time < '{Literal(to)}') to stdout (format binary)", token);
        (start, end) = (0, 0);
        while (end < HeaderLength)
        {
            if (!await FillAsync(stream, token))
                throw new CorruptSketchException("The events end within their header.");
        }

        start = HeaderLength;
        for (var rows = 0L; ; rows++)
        {
            bool more;
            while (!TryRow(out more))
            {
                if (!await FillAsync(stream, token))
                    throw new CorruptSketchException("The events end without their trailer.");
            }

            if (!more)
                return rows;
            add(row);
        }
    }

    static string Literal(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);

    async ValueTask<bool> FillAsync(Stream stream, CancellationToken token)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await stream.ReadAsync(buffer.AsMemory(end), token);
        end += read;
        return read > 0;
    }

    /// <summary>Reads the next row if it is there as a whole; else nothing has happened.</summary>
    /// <param name="more">False at the trailer.</param>
    bool TryRow(out bool more)
    {
        more = true;
        var at = start;
        if (end - at < 2)
            return false;
        var fields = BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(at));
        at += 2;
        if (fields < 0)
        {
            (more, start) = (false, at);
            return true;
        }

        row.Buffer = buffer;
        for (var column = 0; column < measured.Length; column++)
        {
            if (!TryField(ref at, out var field))
                return false;
            measured[column] = Number(field, none: long.MinValue);
        }

        row.SetMeasured(measured);
        foreach (var (place, isText) in columns)
        {
            if (!TryField(ref at, out var field))
                return false;
            if (isText)
                row.SetText(place, (field.Start, Math.Max(0, field.Length)));
            else
                row.SetNumber(place, Number(field, none: 0));
        }

        if (!TryField(ref at, out var tenant) || !TryField(ref at, out var groups))
            return false;
        row.Tenant = tenant;
        ReadGroups(groups);
        start = at;
        return true;
    }

    /// <summary>A length of -1 is null.</summary>
    bool TryField(ref int at, out (int Start, int Length) field)
    {
        field = default;
        if (end - at < 4)
            return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at));
        at += 4;
        field = (at, length);
        if (length <= 0)
            return true;
        if (end - at < length)
            return false;
        at += length;
        return true;
    }

    long Number((int Start, int Length) field, long none) => field.Length switch
    {
        8 => BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(field.Start)),
        4 => BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(field.Start)),
        2 => BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(field.Start)),
        _ => none,
    };

    /// <summary>A one-dimensional array of texts; an exchange without one belongs to the group "none".</summary>
    void ReadGroups((int Start, int Length) field)
    {
        const int header = 20;
        row.Groups.Clear();
        for (var at = field.Start + header; at < field.Start + field.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at));
            at += 4;
            row.Groups.Add((at, Math.Max(0, length)));
            at += Math.Max(0, length);
        }

        if (row.Groups.Count == 0)
            row.Groups.Add(default);
    }
}
