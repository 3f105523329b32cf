using System.Numerics;

namespace Gateway.Analytics.Sketches;

/// <summary>
/// Buckets of whole microseconds that grow by 2 %, over all that a long can hold. Number 0 is zero. A bucket reaches from its
/// lower bound L to U = ⌊L · 101 / 99⌋; any time in it is within 1 % of 2LU / (L + U), since (U − L) / (U + L) ≤ 0.01. That is the
/// mapping of DDSketch (Masson, Rim, Lee: "DDSketch: A fast and fully-mergeable quantile sketch with relative-error
/// guarantees", PVLDB 12, 2019) with bounds by integer arithmetic in place of a logarithm, so that every machine puts a time into the same bucket.
/// A bucket also ends before 1, 2, 2.5 and 5 times a power of ten: counts below such a bound are exact.
/// </summary>
static class LatencyBuckets
{
    /// <summary>Lower bounds by bucket.</summary>
    static readonly long[] Lower = MakeLower();

    /// <summary>The bucket of a time's highest seven bits: at most two short of the right one.</summary>
    static readonly short[] First = MakeFirst();

    public static int Count => Lower.Length;

    /// <summary>Lower bounds of all buckets, for a database to put times into the same ones.</summary>
    public static ReadOnlySpan<long> Bounds => Lower;

    public static int Of(long micros)
    {
        if (micros <= 0)
            return 0;
        var bucket = (int)First[Prefix(micros)];
        while (bucket + 1 < Lower.Length && Lower[bucket + 1] <= micros)
            bucket++;
        return bucket;
    }

    public static long LowerBound(int bucket) => Lower[bucket];

    public static long UpperBound(int bucket) => bucket + 1 < Lower.Length ? Lower[bucket + 1] - 1 : long.MaxValue;

    /// <summary>The time that stands for the bucket, microseconds.</summary>
    public static double Estimate(int bucket)
    {
        double lower = LowerBound(bucket), upper = UpperBound(bucket);
        return bucket == 0 ? 0 : 2 * lower * (upper / (lower + upper));
    }

    /// <summary>The place of the highest bit, and the six bits after it.</summary>
    static int Prefix(long micros)
    {
        var high = BitOperations.Log2((ulong)micros);
        var rest = high >= 6 ? micros >> (high - 6) : micros << (6 - high);
        return high << 6 | (int)(rest & 63);
    }

    static long[] MakeLower()
    {
        List<long> bounds = [0, 1];
        var cuts = Cuts().ToArray();
        while (true)
        {
            var lower = bounds[^1];
            var next = (Int128)lower * 101 / 99 + 1;
            foreach (var cut in cuts)
            {
                if (cut > lower && cut < next)
                    next = cut;
            }

            if (next > long.MaxValue)
                return [.. bounds];
            bounds.Add((long)next);
        }
    }

    static IEnumerable<long> Cuts()
    {
        for (var power = 1L; power <= 1_000_000_000_000; power *= 10)
        {
            yield return power;
            yield return power * 2;
            yield return power * 5 / 2;
            yield return power * 5;
        }
    }

    static short[] MakeFirst()
    {
        var first = new short[63 << 6];
        var bucket = 0;
        for (var prefix = 0; prefix < first.Length; prefix++)
        {
            var (high, rest) = (prefix >> 6, 64L | (prefix & 63));
            var smallest = high >= 6 ? rest << (high - 6) : rest >> (6 - high);
            while (bucket + 1 < Lower.Length && Lower[bucket + 1] <= smallest)
                bucket++;
            first[prefix] = (short)bucket;
        }

        return first;
    }
}
