using System.Globalization;

namespace Gateway.Bench.Replay;

/// <summary>How fast: a multiple of the log's own time, a fixed rate, or as fast as the connections allow.</summary>
public sealed record ReplaySpeed
{
    const string Accepted = "1x, 100x and so on (times the log's own speed), 500/s (requests per second), or max";

    ReplaySpeed(double? factor, double? perSecond) => (Factor, PerSecond) = (factor, perSecond);

    public static ReplaySpeed Max { get; } = new(null, null);

    public double? Factor { get; }

    public double? PerSecond { get; }

    public static ReplaySpeed Parse(string text)
    {
        if (text == "max")
            return Max;
        if (text.EndsWith('x') && Number(text[..^1]) is { } factor)
            return new ReplaySpeed(factor, null);
        if (text.EndsWith("/s", StringComparison.Ordinal) && Number(text[..^2]) is { } rate)
            return new ReplaySpeed(null, rate);
        throw new BenchException($"--speed {text}: accepted are {Accepted}.");
    }

    /// <summary>When each entry is due, counted from the start. A log is not always in order: nothing is due before what stands before it.</summary>
    public TimeSpan[] Due(IReadOnlyList<LogEntry> entries)
    {
        var due = new TimeSpan[entries.Count];
        for (var i = 1; i < due.Length; i++)
        {
            var own = Factor is { } factor ? (entries[i].Time - entries[0].Time) / factor
                : PerSecond is { } rate ? TimeSpan.FromSeconds(i / rate)
                : TimeSpan.Zero;
            due[i] = own > due[i - 1] ? own : due[i - 1];
        }

        return due;
    }

    static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
