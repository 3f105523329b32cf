namespace Gateway.Bench.Proxy;

/// <summary>The samples of both proxies, round by round.</summary>
sealed class Series
{
    public List<Sample> Bare { get; } = [];

    public List<Sample> Gateway { get; } = [];

    public IEnumerable<Sample> All => [.. Bare, .. Gateway];

    /// <summary>Medians of both, the ratio of the medians, and the smallest and largest ratio of a round.</summary>
    public (double Bare, double Gateway, double Ratio, double Least, double Most) Of(Func<Sample, double> figure)
    {
        var (bare, gateway) = (Median(Bare.Select(figure)), Median(Gateway.Select(figure)));
        var ratios = Gateway.Zip(Bare, (ours, other) => figure(ours) / figure(other)).ToList();
        return (bare, gateway, gateway / bare, ratios.Min(), ratios.Max());
    }

    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
