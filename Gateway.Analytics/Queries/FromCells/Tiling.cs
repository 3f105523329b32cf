using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries.FromCells;

/// <summary>A span that one grain of cells answers, or raw events where there is none.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant after the last.</param>
/// <param name="Grain">Null for raw events.</param>
/// <param name="IsRunning">Whether it is the bucket that is not over, as far as it is counted.</param>
readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To, Grain? Grain, bool IsRunning = false);

/// <summary>
/// Lays the largest cells into each bucket of a window, smaller ones along its edges, and leaves to raw events what no cell fits,
/// what is not built yet, and what waits to be built again.
/// <code>
/// bucket   |------------------------------------|
/// tiles    ·raw·15m·|  1h  |   1d   | 1h |15m·raw·    or, where it goes up to now,    | 1h |running 1h·raw·
/// </code>
/// </summary>
static class Tiling
{
    /// <param name="window">What to cover; each of its buckets by itself.</param>
    /// <param name="grains">How far the grains that fit go, the coarsest first.</param>
    /// <returns>Stretches in order, without gaps over the window; neighbours of one grain are one.</returns>
    public static IReadOnlyList<Stretch> Of(Window window, IReadOnlyList<GrainStatus> grains)
    {
        var stretches = new List<Stretch>();
        if (window.Buckets == 0)
            Lay(window.From, window.To, grains, 0, stretches);
        for (var bucket = 0; bucket < window.Buckets; bucket++)
        {
            Lay(
                window.Edges[bucket] > window.From ? window.Edges[bucket] : window.From,
                window.Edges[bucket + 1] < window.To ? window.Edges[bucket + 1] : window.To,
                grains,
                0,
                stretches);
        }

        return stretches;
    }

    static void Lay(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<GrainStatus> grains, int at, List<Stretch> stretches)
    {
        if (from >= to)
            return;
        if (at == grains.Count)
        {
            Add(stretches, new Stretch(from, to, null));
            return;
        }

        var status = grains[at];
        if (status is not { Since: { } since, Through: { } through })
        {
            Lay(from, to, grains, at + 1, stretches);
            return;
        }

        var first = Ceiling(from > since ? from : since, status.Grain);
        var last = status.Grain.Floor(to < through ? to : through);
        if (first >= last)
        {
            LayRunning(from, to, grains, at, stretches);
            return;
        }

        Lay(from, first, grains, at + 1, stretches);
        foreach (var stale in status.StaleSpans)
        {
            if (stale.To <= first || stale.From >= last)
                continue;
            var (begin, end) = (stale.From > first ? stale.From : first, stale.To < last ? stale.To : last);
            Add(stretches, new Stretch(first, begin, status.Grain));
            Lay(begin, end, grains, at + 1, stretches);
            first = end;
        }

        Add(stretches, new Stretch(first, last, status.Grain));
        LayRunning(last, to, grains, at, stretches);
    }

    /// <summary>Past the buckets that are over.</summary>
    static void LayRunning(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<GrainStatus> grains, int at, List<Stretch> stretches)
    {
        if (grains[at].Running is { } running && from <= running.From && running.To <= to)
        {
            Lay(from, running.From, grains, at + 1, stretches);
            Add(stretches, new Stretch(running.From, running.To, grains[at].Grain, IsRunning: true));
            from = running.To;
        }

        Lay(from, to, grains, at + 1, stretches);
    }

    static void Add(List<Stretch> stretches, Stretch next)
    {
        if (next.From == next.To)
            return;
        if (stretches is [.., var before] && (before.Grain, before.IsRunning, before.To) == (next.Grain, next.IsRunning, next.From))
            stretches[^1] = before with { To = next.To };
        else
            stretches.Add(next);
    }

    static DateTimeOffset Ceiling(DateTimeOffset instant, Grain grain)
    {
        var floor = grain.Floor(instant);
        return floor == instant ? floor : floor + grain.Length;
    }
}
