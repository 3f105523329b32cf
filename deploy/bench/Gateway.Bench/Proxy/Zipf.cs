namespace Gateway.Bench.Proxy;

/// <summary>Draws ranks from 0: rank n comes 1/(n+1) as often as rank 0.</summary>
sealed class Zipf
{
    readonly double[] upTo;
    readonly Random random;

    public Zipf(int ranks, Random random)
    {
        this.random = random;
        upTo = new double[ranks];
        var sum = 0.0;
        for (var rank = 0; rank < ranks; rank++)
            upTo[rank] = sum += 1.0 / (rank + 1);
    }

    public int Next()
    {
        var at = Array.BinarySearch(upTo, random.NextDouble() * upTo[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, upTo.Length - 1);
    }
}
