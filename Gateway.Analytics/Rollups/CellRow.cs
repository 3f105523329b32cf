using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// One cell as it was read: the values of a dimension with their counts and sketches. The reader fills the same object again
/// for the next row, so nothing of it may be kept.
/// </summary>
public sealed class CellRow
{
    /// <summary>The key of "(other)": the values past the limit, together.</summary>
    public const int Other = int.MinValue;

    readonly CellTexts texts;
    int[] keys = new int[16];
    CellCounts[] counts = new CellCounts[16];
    int[] timesAt = new int[16 * 3];
    CellTimes times;
    byte[] timesBytes = [];
    byte[] text = new byte[256];
    int offset;
    int read;

    internal CellRow(CellTexts texts) => this.texts = texts;

    /// <summary>The beginning of the bucket, UTC.</summary>
    public DateTime Bucket { get; internal set; }

    public string Tenant { get; internal set; } = "";

    public string ScopeId { get; internal set; } = "";

    /// <summary>How many values it holds, "(other)" among them.</summary>
    public int Count { get; private set; }

    /// <summary>Numbers of texts in the request's <see cref="CellTexts"/>, or the numbers themselves; <see cref="Other"/> stands last.</summary>
    public ReadOnlySpan<int> Keys => keys.AsSpan(offset, Count);

    public ReadOnlySpan<CellCounts> Counts => counts.AsSpan(offset, Count);

    /// <summary>The different users as <see cref="DistinctSketch"/> merges them; empty where there are none or they were not asked for.</summary>
    public ReadOnlySpan<byte> Users => UserBytes.Span;

    internal ReadOnlyMemory<byte> UserBytes { get; set; }

    /// <summary>One sketch of one value as <see cref="LatencySketch"/> merges it; empty where there is none.</summary>
    public ReadOnlySpan<byte> Times(CellTimes kind, int value)
    {
        if ((times & kind) == 0)
            return default;
        var at = timesAt[(offset + value) * 3 + Place(kind)];
        var reader = new PackedReader(timesBytes.AsSpan(at));
        return reader.Bytes(reader.Count(timesBytes.Length));
    }

    /// <summary>How many quarters of an hour were read as values.</summary>
    internal int Quarters => read;

    /// <summary>Shows one of the values that were read as the total of its quarter; once each.</summary>
    internal void ShowQuarter(DateTime hour, int value)
    {
        (offset, Count) = (value, 1);
        Bucket = hour + keys[value] * Grain.Quarter.Length;
        keys[value] = 0;
    }

    /// <summary>Takes a dimension's values and counts.</summary>
    /// <param name="total">The cell's total, from which a single value may have its counts.</param>
    /// <exception cref="CorruptSketchException">The bytes are no cell.</exception>
    internal void Read(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> total)
    {
        var reader = new PackedReader(cell);
        var (flags, values) = Begin(ref reader);
        if ((flags & CellCodec.IsText) != 0)
            ReadTexts(ref reader, values);
        else
            ReadNumbers(ref reader, values);
        if (Count > values)
            keys[values] = Other;
        if ((flags & CellCodec.AsTotal) == 0)
        {
            CellCodec.ReadCounts(ref reader, counts.AsSpan(0, Count));
            return;
        }

        var of = new PackedReader(total);
        if (Count != 1 || Head(ref of).Values != 1)
            throw new CorruptSketchException("A cell that has the counts of a total with other values than one.");
        of.Signed();
        CellCodec.ReadCounts(ref of, counts.AsSpan(0, 1));
        (counts[0].UpstreamMax, counts[0].OwnMax) = (0, 0);
    }

    (byte Flags, int Values) Begin(ref PackedReader reader)
    {
        var (flags, values) = Head(ref reader);
        (offset, times) = (0, CellTimes.None);
        Count = read = values + (flags & CellCodec.HasOther);
        if (keys.Length < Count)
        {
            keys = new int[Count * 2];
            counts = new CellCounts[Count * 2];
        }

        return (flags, values);
    }

    static (byte Flags, int Values) Head(ref PackedReader reader)
    {
        if (reader.Byte() is var version and not CellCodec.Version)
            throw new CorruptSketchException($"A cell of version {version}; this program knows {CellCodec.Version}.");
        var flags = reader.Byte();
        var values = reader.Count(CellCodec.MostValues);
        return values <= reader.Left
            ? (flags, values)
            : throw new CorruptSketchException($"A cell of {values} values in {reader.Left} bytes.");
    }

    /// <summary>Takes the sketches of the values that were read before; they are decoded when they are asked for.</summary>
    internal void ReadTimes(byte[] buffer, int length)
    {
        timesBytes = buffer;
        var reader = new PackedReader(buffer.AsSpan(0, length));
        if (reader.Byte() is var version and not CellCodec.Version)
            throw new CorruptSketchException($"Sketches of a cell of version {version}; this program knows {CellCodec.Version}.");
        times = (CellTimes)reader.Byte();
        if ((times & ~CellTimes.All) != 0)
            throw new CorruptSketchException($"Sketches of a cell of the unknown kinds {times}.");
        if (timesAt.Length < Count * 3)
            timesAt = new int[Count * 6];
        for (var value = 0; value < Count; value++)
        {
            for (var kind = 0; kind < 3; kind++)
            {
                if (((int)times & 1 << kind) == 0)
                    continue;
                timesAt[value * 3 + kind] = length - reader.Left;
                reader.Bytes(reader.Count(length));
            }
        }

        if (!reader.AtEnd)
            throw new CorruptSketchException($"Sketches of a cell with {reader.Left} bytes too many.");
    }

    void ReadNumbers(ref PackedReader reader, int values)
    {
        long number = 0;
        for (var value = 0; value < values; value++)
        {
            number += reader.Signed();
            keys[value] = (int)number;
        }
    }

    void ReadTexts(ref PackedReader reader, int values)
    {
        var length = 0;
        for (var value = 0; value < values; value++)
        {
            var shared = reader.Count(length);
            var rest = reader.Bytes(reader.Count(CellCodec.LongestText));
            length = shared + rest.Length;
            if (text.Length < length)
                Array.Resize(ref text, length * 2);
            rest.CopyTo(text.AsSpan(shared));
            keys[value] = texts.Add(text.AsSpan(0, length));
        }
    }

    static int Place(CellTimes kind) => kind switch
    {
        CellTimes.Duration => 0,
        CellTimes.Upstream => 1,
        CellTimes.Own => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "One kind is asked for at a time."),
    };
}
