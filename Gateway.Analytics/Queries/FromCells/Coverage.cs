using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries.FromCells;

/// <summary>
/// Whether what is kept can answer a read. Raw events are dropped after some days; before that, a bucket whose edges no cell has
/// is answered with edges moved to the nearest ones that cells have, and says that it is not exact.
/// </summary>
static class Coverage
{
    /// <returns>Null when neither these cells nor raw events hold it.</returns>
    public static Covered? Of(CellRead read, CellSource? source, Recorded recorded)
    {
        var grains = (source?.Grains ?? []).Select(recorded.Folds.Of).ToList();
        var stretches = Tiling.Of(read.Window, grains);
        if (!Lacks(stretches, recorded))
            return new Covered(read, stretches, IsExact: true);

        // From the finest on, so that as little as possible is moved.
        foreach (var grain in Enumerable.Reverse(grains))
        {
            var moved = read with { Window = Moved(read.Window, grain.Grain, recorded) };
            if (moved.Window.From >= moved.Window.To || moved.Window.Edges.Zip(moved.Window.Edges.Skip(1)).Any(edges => edges.First >= edges.Second))
                break;
            stretches = Tiling.Of(moved.Window, grains);
            if (!Lacks(stretches, recorded))
                return new Covered(moved, stretches, IsExact: false);
        }

        return null;
    }

    /// <summary>Whether raw events are needed that are no longer kept; before the first event there is nothing to lack.</summary>
    static bool Lacks(IReadOnlyList<Stretch> stretches, Recorded recorded) =>
        recorded is { Folds.RawSince: { } since, First: { } first } && first < since
        && stretches.Any(stretch => stretch.Grain is null && stretch.From < since && stretch.To > first);

    static Window Moved(Window window, Grain grain, Recorded recorded)
    {
        // Raw events begin with a day, so nothing is moved past them.
        DateTimeOffset Move(DateTimeOffset instant) => instant < recorded.Folds.RawSince ? grain.Floor(instant + grain.Length / 2) : instant;
        return new Window(Move(window.From), Move(window.To), [.. window.Edges.Select(Move)]);
    }
}

/// <summary>How a read is answered.</summary>
/// <param name="Read">With the edges that are answered.</param>
/// <param name="Stretches">What of it is answered from what.</param>
/// <param name="IsExact">Whether the edges are those that were asked for.</param>
sealed record Covered(CellRead Read, IReadOnlyList<Stretch> Stretches, bool IsExact);

/// <summary>What is kept cannot answer a question; raw events could, and are dropped before <see cref="Since"/>.</summary>
sealed class NotCoveredException(DateTimeOffset since, DateTimeOffset now) : Exception($"Raw events are kept since {since:O} only.")
{
    /// <summary>From here on it can be answered.</summary>
    public DateTimeOffset Since => since;

    /// <summary>The same for who asked.</summary>
    public string Advice =>
        $"Only single requests can answer this, and those are kept for {Math.Max(1, (int)Math.Round((now - since).TotalDays))} days. A range from {since:yyyy-MM-dd HH:mm} UTC on, a longer interval or fewer filters can be answered.";
}
