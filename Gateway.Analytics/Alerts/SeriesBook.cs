namespace Gateway.Analytics.Alerts;

/// <summary>
/// The figures that windows are cut from: for a live evaluation those of its own window, for a back-test those of its whole range.
/// Whoever judges cannot tell which.
/// </summary>
sealed class SeriesBook(TimeSpan bucket)
{
    readonly Dictionary<string, List<Strip>> byQuestion = new(StringComparer.Ordinal);

    /// <summary>Whether some values of the dimension have no line of their own.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Why nothing at all could be read; null: it could.</summary>
    public string? Problem { get; init; }

    /// <summary>Labels of instances, as far as they are known.</summary>
    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    public void Add(string question, Strip strip)
    {
        if (!byQuestion.TryGetValue(question, out var strips))
            byQuestion[question] = strips = [];
        strips.Add(strip);
        HasMore |= strip.HasMore;
    }

    /// <summary>The figures of some buckets from an edge on.</summary>
    /// <param name="question">Its key.</param>
    /// <param name="instance">The line; empty for the only one.</param>
    /// <param name="from">The first edge.</param>
    /// <param name="count">How many buckets.</param>
    /// <param name="empty">The figure where there was no traffic of the line, though it is recorded that there was none.</param>
    public Slice Read(string question, string instance, DateTimeOffset from, int count, double? empty)
    {
        var values = new double?[count];
        if (Problem is not null)
            return new Slice(values, Problem, false);
        var at = 0;
        while (at < count)
        {
            var edge = from + bucket * at;
            if (Find(question, edge) is not { } strip)
                return new Slice(values, "This stretch was not read.", false);
            if (strip.Problem is { } problem)
                return new Slice(values, problem, strip.IsCoarse);
            var first = (int)((edge - strip.From) / bucket);
            var length = Math.Min(count - at, strip.Recorded.Count - first);
            var line = strip.Lines.GetValueOrDefault(instance);
            for (var i = 0; i < length; i++)
                values[at + i] = line is not null ? line[first + i] : strip.Recorded[first + i] ? empty : null;
            at += length;
        }

        return new Slice(values, null, false);
    }

    /// <summary>Values of the dimension that had traffic in the buckets, those with the most first.</summary>
    public IEnumerable<string> Present(IEnumerable<string> weights, DateTimeOffset from, int count)
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var question in weights.Distinct())
        {
            foreach (var name in Lines(question, from, count))
            {
                if (Read(question, name, from, count, 0) is { Problem: null } slice)
                    sums[name] = sums.GetValueOrDefault(name) + slice.Values.Sum(value => value ?? 0);
            }
        }

        return sums.Where(each => each.Value > 0).OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Key);
    }

    HashSet<string> Lines(string question, DateTimeOffset from, int count)
    {
        var to = from + bucket * count;
        return [.. byQuestion.GetValueOrDefault(question, []).Where(strip => strip.From < to && strip.To(bucket) > from).SelectMany(strip => strip.Lines.Keys)];
    }

    Strip? Find(string question, DateTimeOffset edge) =>
        byQuestion.GetValueOrDefault(question, []).Find(strip => strip.From <= edge && edge < strip.To(bucket) && (edge - strip.From).Ticks % bucket.Ticks == 0);
}

/// <summary>What one question was answered for some buckets.</summary>
/// <param name="From">The first edge.</param>
/// <param name="Lines">Figures by line; the only line has an empty name.</param>
/// <param name="Recorded">For each bucket, whether absence means that there was nothing.</param>
/// <param name="HasMore">Whether some values of the dimension have no line.</param>
/// <param name="Problem">Why there is no answer; null: there is.</param>
/// <param name="IsCoarse">Whether that is because only coarser sums are left.</param>
sealed record Strip(
    DateTimeOffset From, IReadOnlyDictionary<string, double?[]> Lines, IReadOnlyList<bool> Recorded, bool HasMore = false, string? Problem = null, bool IsCoarse = false)
{
    public DateTimeOffset To(TimeSpan bucket) => From + bucket * Recorded.Count;
}

/// <summary>The figures of a window, or why there are none.</summary>
readonly record struct Slice(double?[] Values, string? Problem, bool IsCoarse);
