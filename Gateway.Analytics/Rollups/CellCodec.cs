using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// The counts of a dimension's values as bytes: the values, then one count after the other for all values, as the counts of one
/// kind are alike. Counts that mostly follow from others are stored as what they differ by, and a count that is zero for all
/// values takes one bit.
/// <code>
/// bytes   1 (version), flags, number of values,
///         the values upwards: a text as the bytes it shares with the one before and the rest, a number as a step,
///         which counts follow (a bit each), the counts; the rest under "(other)" comes last
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

    const int Columns = 15;

    /// <summary>Adds the counts of values that the caller has written.</summary>
    public static void WriteCounts(PackedWriter writer, ReadOnlySpan<CellCounts> counts)
    {
        ulong mask = 0;
        for (var column = 0; column < Columns; column++)
        {
            foreach (ref readonly var each in counts)
            {
                if (Get(in each, column) == 0)
                    continue;
                mask |= 1UL << column;
                break;
            }
        }

        writer.Number(mask);
        for (var column = 0; column < Columns; column++)
        {
            if ((mask & 1UL << column) == 0)
                continue;
            foreach (ref readonly var each in counts)
                writer.Number(Get(in each, column));
        }
    }

    /// <summary>Reads the counts of as many values as there is room.</summary>
    /// <exception cref="CorruptSketchException">The bytes are no counts, or more follow.</exception>
    public static void ReadCounts(ref PackedReader reader, Span<CellCounts> counts)
    {
        var mask = reader.Number();
        if (mask >> Columns != 0)
            throw new CorruptSketchException($"A cell with unknown counts ({mask:x}).");
        counts.Clear();
        for (var column = 0; column < Columns; column++)
        {
            // Also those that are zero: others follow from them.
            var stored = (mask & 1UL << column) != 0;
            foreach (ref var each in counts)
                Set(ref each, column, stored ? reader.Number() : 0);
        }

        if (!reader.AtEnd)
            throw new CorruptSketchException($"A cell with {reader.Left} bytes too many.");
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
        11 => (ulong)counts.UpstreamSum,
        12 => (ulong)(counts.UpstreamSum - counts.UpstreamMax),
        13 => Zigzag(counts.DurationSum - counts.UpstreamSum - counts.OwnSum),
        _ => (ulong)(counts.OwnSum - counts.OwnMax),
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
            case 11: counts.UpstreamSum = number; break;
            case 12: counts.UpstreamMax = counts.UpstreamSum - number; break;
            case 13: counts.OwnSum = counts.DurationSum - counts.UpstreamSum - Unzigzag(value); break;
            default: counts.OwnMax = counts.OwnSum - number; break;
        }
    }

    static ulong Zigzag(long value) => (ulong)(value << 1) ^ (ulong)(value >> 63);

    static long Unzigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
