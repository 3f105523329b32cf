namespace Gateway.Tests.Sketches;

/// <summary>Times as services have them, in microseconds, the same at every run.</summary>
static class Distributions
{
    public static readonly string[] Names = ["uniform", "lognormal", "bimodal", "constant", "heavyTail", "tiny", "zeros"];

    public static long[] Make(string name, int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => One(name, random))];
    }

    static long One(string name, Random random) => name switch
    {
        "uniform" => random.NextInt64(1, 2_000_000),
        "lognormal" => (long)Math.Exp(9 + 1.3 * Normal(random)),
        "bimodal" => (long)Math.Max(1, random.Next(3) == 0 ? 2_000_000 + 300_000 * Normal(random) : 900 + 80 * Normal(random)),
        "constant" => 12_345,
        "heavyTail" => (long)Math.Min(50_000_000_000, 100 * Math.Pow(1 - random.NextDouble(), -1.5)),
        "tiny" => random.Next(60),
        "zeros" => random.Next(4) == 0 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
