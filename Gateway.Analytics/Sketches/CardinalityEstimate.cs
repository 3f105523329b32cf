namespace Gateway.Analytics.Sketches;

/// <summary>
/// How many different hashes left these registers: the improved raw estimator of Ertl, "New cardinality estimation algorithms for
/// HyperLogLog sketches", 2017, algorithm 6. It is unbiased from one to the end of the range without tables or thresholds.
/// </summary>
static class CardinalityEstimate
{
    /// <summary>Bits of a hash.</summary>
    public const int HashBits = 40;

    /// <summary>Bits of a hash that choose the register.</summary>
    public const int Precision = 14;

    public const int Registers = 1 << Precision;

    /// <summary>The highest value of a register: all other bits zero.</summary>
    public const int HighestRank = HashBits - Precision + 1;

    public static double Of(ReadOnlySpan<byte> registers)
    {
        Span<int> histogram = stackalloc int[HighestRank + 1];
        foreach (var rank in registers)
            histogram[rank]++;

        const double m = Registers;
        var z = m * Tau(1 - histogram[HighestRank] / m);
        for (var rank = HighestRank - 1; rank >= 1; rank--)
            z = 0.5 * (z + histogram[rank]);
        z += m * Sigma(histogram[0] / m);
        return m * m / (2 * Math.Log(2) * z);
    }

    /// <summary>What registers that nothing reached tell.</summary>
    static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        var (y, z) = (1.0, x);
        while (true)
        {
            x *= x;
            var before = z;
            z += x * y;
            y += y;
            if (z == before)
                return z;
        }
    }

    /// <summary>What registers at their end tell.</summary>
    static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        var (y, z) = (1.0, 1 - x);
        while (true)
        {
            x = Math.Sqrt(x);
            var before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
            if (z == before)
                return z / 3;
        }
    }
}
