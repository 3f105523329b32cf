namespace Gateway.Analytics.Sketches;

/// <summary>
/// How times are distributed, in the buckets of <see cref="LatencyBuckets"/>: percentiles within 1 %, whatever the distribution.
/// It is a count for each bucket and nothing else, so merging sketches gives what one sketch of all times would be, in any order, to the byte.
/// <code>
/// bytes   1 (version), then for each bucket in use, upwards: the step from the one before and the count, as <see cref="BitWriter"/> does
/// </code>
/// A sketch of nothing is stored as null.
/// </summary>
public sealed class LatencySketch
{
    const byte Version = 1;

    /// <summary>Counts of the buckets from <see cref="first"/> on.</summary>
    long[] counts = [];
    int first;

    /// <summary>How many times are in it.</summary>
    public long Count { get; private set; }

    public bool IsEmpty => Count == 0;

    /// <summary>Adds a time in microseconds; a negative one counts as zero.</summary>
    public void Add(long micros) => AddBucket(LatencyBuckets.Of(micros), 1);

    /// <summary>Adds to a bucket, for callers that put one time into several sketches.</summary>
    internal void AddBucket(int bucket, long count)
    {
        var place = bucket - first;
        if ((uint)place >= (uint)counts.Length)
        {
            Reach(bucket, bucket);
            place = bucket - first;
        }

        counts[place] += count;
        Count += count;
    }

    /// <summary>Makes this the sketch of both.</summary>
    public void Merge(LatencySketch other)
    {
        if (other.IsEmpty)
            return;
        var (from, to) = (other.first, other.first + other.counts.Length - 1);
        if (from < first || to >= first + counts.Length)
            Reach(from, to);
        var own = counts.AsSpan(from - first, other.counts.Length);
        for (var place = 0; place < own.Length; place++)
            own[place] += other.counts[place];
        Count += other.Count;
    }

    /// <summary>Makes this the sketch of both, without an object for the other.</summary>
    /// <exception cref="CorruptSketchException">The bytes are no sketch. This one is then not to be used either.</exception>
    public void Merge(ReadOnlySpan<byte> encoded)
    {
        var reader = new PackedReader(encoded);
        if (reader.Byte() is var version and not Version)
            throw new CorruptSketchException($"A latency sketch of version {version}; this program knows {Version}.");
        var bits = new BitReader(reader.Bytes(reader.Left));
        var before = Count;
        for (var bucket = -1L; bits.TryNumber(out var step);)
        {
            if (step > (ulong)(LatencyBuckets.Count - 1 - bucket))
                throw new CorruptSketchException($"A latency sketch with a bucket past the {LatencyBuckets.Count} there are.");
            if (!bits.TryNumber(out var count) || count > long.MaxValue / 4)
                throw new CorruptSketchException("A latency sketch with a bucket without a count.");
            bucket += (long)step;
            AddBucket((int)bucket, (long)count);
        }

        if (Count == before)
            throw new CorruptSketchException("A latency sketch of nothing.");
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="CorruptSketchException">The bytes are no sketch.</exception>
    public static LatencySketch Parse(ReadOnlySpan<byte> encoded)
    {
        var sketch = new LatencySketch();
        sketch.Merge(encoded);
        return sketch;
    }

    /// <summary>Writes it; nothing at all when it is empty.</summary>
    public void Write(PackedWriter writer)
    {
        if (IsEmpty)
            return;
        writer.Byte(Version);
        var bits = new BitWriter(writer);
        var before = -1;
        for (var place = 0; place < counts.Length; place++)
        {
            if (counts[place] == 0)
                continue;
            bits.Number((ulong)(first + place - before));
            bits.Number((ulong)counts[place]);
            before = first + place;
        }

        bits.End();
    }

    /// <summary>Its bytes, or null when it is empty.</summary>
    public byte[]? ToBytes()
    {
        if (IsEmpty)
            return null;
        var writer = new PackedWriter();
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>
    /// The nearest-rank quantile in microseconds, within 1 %: of the smallest time that at least this share of the times does not
    /// exceed. Null when there is none.
    /// </summary>
    /// <param name="share">From 0 to 1.</param>
    public double? Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (IsEmpty)
            return null;

        // In decimals: 0.07 of 100 is the seventh, in binary fractions it would be the eighth.
        var rank = Math.Max(1, (long)Math.Ceiling((decimal)share * Count));
        var place = -1;
        while (rank > 0)
            rank -= counts[++place];
        return LatencyBuckets.Estimate(first + place);
    }

    /// <summary>
    /// How many times are less than the bound. Exact where the bound is 1, 2, 2.5 or 5 times a power of ten, as those of heat maps
    /// are; else the bucket that the bound cuts is divided as if its times were spread evenly.
    /// </summary>
    public double CountBelow(long micros)
    {
        var cut = LatencyBuckets.Of(micros);
        double below = 0;
        for (var place = 0; place < counts.Length && first + place < cut; place++)
            below += counts[place];
        if (micros > 0 && (uint)(cut - first) < (uint)counts.Length)
        {
            double lower = LatencyBuckets.LowerBound(cut);
            below += counts[cut - first] * ((micros - lower) / (LatencyBuckets.UpperBound(cut) - lower + 1));
        }

        return below;
    }

    /// <summary>Makes it empty and keeps its room.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        Count = 0;
    }

    /// <summary>Makes room for the buckets, with a quarter more than asked for on the side that grew.</summary>
    void Reach(int from, int to)
    {
        var (low, high) = counts.Length == 0 ? (from, to) : (Math.Min(first, from), Math.Max(first + counts.Length - 1, to));
        var slack = Math.Max(4, (high - low) / 4);
        if (counts.Length == 0 || low < first)
            low = Math.Max(0, low - slack);
        if (counts.Length == 0 || high >= first + counts.Length)
            high = Math.Min(LatencyBuckets.Count - 1, high + slack);
        var wider = new long[high - low + 1];
        counts.CopyTo(wider, counts.Length == 0 ? 0 : first - low);
        (counts, first) = (wider, low);
    }
}
