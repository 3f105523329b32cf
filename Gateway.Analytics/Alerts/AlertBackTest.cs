using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>
/// What an alert would have done: the same steps over the same windows as live, one after the other over a range that is past. All
/// figures are read beforehand, a chunk of buckets at a time, so a month is some dozens of questions and not one for each tick.
/// </summary>
public sealed class AlertBackTest(QueryEngine engine)
{
    /// <summary>Most ticks of a back-test: a month at 30 s.</summary>
    public const int MostTicks = 90_000;

    /// <summary>Most questions of a back-test.</summary>
    public const int MostReads = 400;

    /// <summary>Most figures of a line of the answer.</summary>
    public const int MostPoints = 750;

    readonly SeriesReader reader = new(engine);

    /// <summary>Why the range is too much; null: it is not.</summary>
    public static string? Refusal(AlertRule rule, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
            return "The range ends before it begins: from must be before to.";
        var ticks = (to - from) / rule.Grid.Every;
        if (ticks > MostTicks)
            return $"Every {rule.Grid.Every:c} gives {ticks:0} evaluations; at most {MostTicks} are accepted, which is a range of {Days(rule.Grid.Every * MostTicks)}.";
        var reads = Chunks(rule, from, to).Count;
        return reads > MostReads ? $"Every {rule.Grid.Every:c} takes {reads} questions over this range; at most {MostReads} are accepted, which is a range of about {Days((to - from) * MostReads / reads)}." : null;
    }

    /// <param name="rule">Without a look at the gateway itself, of which there is no past.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The moment after the last.</param>
    /// <param name="token">Cancels.</param>
    public async Task<BackTestResult> RunAsync(AlertRule rule, DateTimeOffset from, DateTimeOffset to, CancellationToken token)
    {
        var book = new SeriesBook(rule.Grid.Bucket);
        foreach (var chunk in Chunks(rule, from, to))
            await reader.ReadAsync(rule, book, chunk, SeriesReader.MostBuckets, token);

        var record = new BackTestRecord(rule, from, to);
        IReadOnlyList<InstanceState> states = [];
        foreach (var tick in Ticks(rule, from, to))
        {
            token.ThrowIfCancellationRequested();
            var step = AlertStep.Run(rule, book, states, tick);
            record.Add(tick, step);
            if (!step.IsCoarse)
                states = step.States;
        }

        return record.Finish(states);
    }

    static IEnumerable<DateTimeOffset> Ticks(AlertRule rule, DateTimeOffset from, DateTimeOffset to)
    {
        var tick = rule.Grid.Tick(from);
        if (tick < from)
            tick += rule.Grid.Every;
        for (; tick < to; tick += rule.Grid.Every)
            yield return tick;
    }

    /// <summary>
    /// Beginnings of the chunks that hold every window of the range. They lie at whole multiples of their length, moved by where in a
    /// bucket the windows end: half a day each for buckets of a minute, so the days at which sums begin or end part no chunk.
    /// </summary>
    static HashSet<DateTimeOffset> Chunks(AlertRule rule, DateTimeOffset from, DateTimeOffset to)
    {
        var grid = rule.Grid;
        var length = grid.Bucket * SeriesReader.MostBuckets;
        var chunks = new HashSet<DateTimeOffset>();
        var seen = new HashSet<DateTimeOffset>();
        foreach (var tick in Ticks(rule, from, to))
        {
            var end = grid.EndOf(tick);
            if (!seen.Add(end))
                continue;
            Cover(end);
            foreach (var against in rule.Leaves.Select(leaf => leaf.Against).OfType<Earlier>())
                Cover(EvaluationGrid.EndOf(end, grid.Window, against, rule.Clock));
            // Far more than will be asked: how many exactly does not matter any more.
            if (chunks.Count > MostReads * 4)
                break;
        }

        return chunks;

        void Cover(DateTimeOffset end)
        {
            var moved = TimeSpan.FromTicks(end.UtcTicks % grid.Bucket.Ticks);
            var last = end - grid.Bucket;
            for (var at = end - grid.Window; at <= last; at += length)
                chunks.Add(EvaluationGrid.Floor(at - moved, length) + moved);
            chunks.Add(EvaluationGrid.Floor(last - moved, length) + moved);
        }
    }

    static string Days(TimeSpan span) => span.TotalDays >= 1 ? $"{span.TotalDays:0.#} days" : $"{span.TotalHours:0.#} hours";
}
