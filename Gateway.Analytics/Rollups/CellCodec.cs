using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// The counts of a dimension's values as bytes: the values, then one count after the other for all values, as the counts of one
/// kind are alike. Counts that mostly follow from others are stored as what they differ by, so that most of those are zero. A
/// count that is zero for all values takes two bits, and one that is zero for most is stored for the others only.
/// Where a dimension has one value, as a route has one cluster, it has the counts of the total, and none of its own.
/// <code>
/// bytes   1 (version), flags, number of values,
///         the values upwards: a text as the bytes it shares with the one before and the rest, a number as a step,
///         how each count is stored (two bits each), the counts; the rest under "(other)" comes last
/// </code>
/// </summary>
static class CellCodec
{
    /// <summary>The most values that a cell can hold, far above any limit that may be set.</summary>
    public const int MostValues = 1_000_000;

    public const int LongestText = 64 * 1024;

    public const byte Version = 1;
    public const byte HasOther = 1;
    public const byte IsText = 2;
    public const byte AsTotal = 4;

    const int Columns = 15;

    const ulong Zero = 0;
    const ulong Full = 1;
    const ulong Sparse = 2;
    const ulong Absent = 3;

    /// <summary>The maxima that only undivided totals have: they would be a quarter of all bytes, and no measure asks for them by value.</summary>
    const int OwnMaximum = 12;
    const int UpstreamMaximum = 14;

    /// <summary>Adds the counts of values that the caller has written.</summary>
    /// <param name="divided">Whether they are counts of a dimension's values, not of a total.</param>
    public static void WriteCounts(PackedWriter writer, ReadOnlySpan<CellCounts> counts, bool divided)
    {
        var forms = 0UL;
        for (var column = 0; column < Columns; column++)
            forms |= (divided && column is (OwnMaximum or UpstreamMaximum) ? Absent : FormOf(counts, column)) << (2 * column);
        writer.Number(forms);
        for (var column = 0; column < Columns; column++)
        {
            switch (forms >> (2 * column) & 3)
            {
                case Full:
                    foreach (ref readonly var each in counts)
                        writer.Number(Get(in each, column));
                    break;
                case Sparse:
                    WriteSparse(writer, counts, column);
                    break;
            }
        }
    }

    /// <summary>Reads the counts of as many values as there is room.</summary>
    /// <exception cref="CorruptSketchException">The bytes are no counts, or more follow.</exception>
    public static void ReadCounts(ref PackedReader reader, Span<CellCounts> counts)
    {
        var forms = reader.Number();
        for (var column = 0; column < Columns; column++)
        {
            var form = forms >> (2 * column) & 3;
            foreach (ref var each in counts)
                Set(ref each, column, form == Full ? reader.Number() : 0);
            if (form == Sparse)
                ReadSparse(ref reader, counts, column);
            if (form == Absent)
                Forget(counts, column);
        }

        if (forms >> (2 * Columns) != 0)
            throw new CorruptSketchException("A cell with more counts than are known.");
        if (!reader.AtEnd)
            throw new CorruptSketchException($"A cell with {reader.Left} bytes too many.");
    }

    static void Forget(Span<CellCounts> counts, int column)
    {
        if (column is not (OwnMaximum or UpstreamMaximum))
            throw new CorruptSketchException($"A cell without count {column}.");
        foreach (ref var each in counts)
        {
            if (column == OwnMaximum)
                each.OwnMax = 0;
            else
                each.UpstreamMax = 0;
        }
    }

    static ulong FormOf(ReadOnlySpan<CellCounts> counts, int column)
    {
        var used = 0;
        foreach (ref readonly var each in counts)
        {
            if (Get(in each, column) != 0)
                used++;
        }

        return used == 0 ? Zero : used * 2 <= counts.Length ? Sparse : Full;
    }

    static void WriteSparse(PackedWriter writer, ReadOnlySpan<CellCounts> counts, int column)
    {
        var before = -1;
        for (var value = 0; value < counts.Length; value++)
        {
            if (Get(in counts[value], column) is not (> 0 and var count))
                continue;
            writer.Pair((ulong)(value - before - 1), count);
            before = value;
        }

        writer.Pair(0, 0);
    }

    /// <summary>A count of zero ends them.</summary>
    static void ReadSparse(ref PackedReader reader, Span<CellCounts> counts, int column)
    {
        for (var value = -1; ;)
        {
            reader.Pair(out var step, out var count);
            if (count == 0)
                return;
            if (step >= (ulong)(counts.Length - value - 1))
                throw new CorruptSketchException("A cell with a count of no value.");
            value += (int)step + 1;
            Set(ref counts[value], column, count);
        }
    }

    static ulong Get(in CellCounts counts, int column) => column switch
    {
        0 => (ulong)counts.Requests,
        1 => (ulong)counts.Errors,
        2 => (ulong)counts.ClientErrors,
        3 => (ulong)counts.Refusals,
        4 => (ulong)counts.BytesIn,
        5 => (ulong)counts.BytesOut,
        6 => Zigzag(counts.Requests - counts.Attempts),
        7 => (ulong)(counts.Requests - counts.Timed),
        8 => (ulong)(counts.Timed - counts.Forwarded),
        9 => (ulong)counts.DurationSum,
        10 => (ulong)(counts.DurationSum - counts.DurationMax),
        11 => (ulong)counts.OwnSum,
        12 => (ulong)(counts.OwnSum - counts.OwnMax),
        13 => Zigzag(counts.DurationSum - counts.UpstreamSum - counts.OwnSum),
        _ => (ulong)(counts.UpstreamSum - counts.UpstreamMax),
    };

    static void Set(ref CellCounts counts, int column, ulong value)
    {
        var number = (long)value;
        switch (column)
        {
            case 0: counts.Requests = number; break;
            case 1: counts.Errors = number; break;
            case 2: counts.ClientErrors = number; break;
            case 3: counts.Refusals = number; break;
            case 4: counts.BytesIn = number; break;
            case 5: counts.BytesOut = number; break;
            case 6: counts.Attempts = counts.Requests - Unzigzag(value); break;
            case 7: counts.Timed = counts.Requests - number; break;
            case 8: counts.Forwarded = counts.Timed - number; break;
            case 9: counts.DurationSum = number; break;
            case 10: counts.DurationMax = counts.DurationSum - number; break;
            case 11: counts.OwnSum = number; break;
            case 12: counts.OwnMax = counts.OwnSum - number; break;
            case 13: counts.UpstreamSum = counts.DurationSum - counts.OwnSum - Unzigzag(value); break;
            default: counts.UpstreamMax = counts.UpstreamSum - number; break;
        }
    }

    static ulong Zigzag(long value) => (ulong)(value << 1) ^ (ulong)(value >> 63);

    static long Unzigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
