namespace Gateway.Analytics.Alerts;

/// <summary>One evaluation: from how all instances of an alert stood to how they stand. Pure; live evaluation and back-test run it.</summary>
static class AlertStep
{
    /// <summary>How long a value without traffic is watched on, so that its silence is noticed.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public static StepResult Run(AlertRule rule, SeriesBook book, IReadOnlyList<InstanceState> states, DateTimeOffset tick)
    {
        var end = rule.Grid.EndOf(tick);
        if (rule.Each is null)
        {
            var judged = Judge.Of(rule, book, "", end);
            // What an alert left behind when it fanned out is over, and whom it told hears of it.
            var left = states.Where(state => state.Instance.Length > 0 && AlertMachine.IsActive(state.Status))
                .Select(state => (state, judged with { Met = Verdict.NotMet, Holds = Verdict.NotMet }));
            return Finish([(OfWhole(states, tick), judged), .. left], rule, tick, false);
        }

        var from = end - rule.Grid.Window;
        var whole = Judge.Of(rule, book, "", end);
        var known = states.Where(state => state.Instance.Length > 0).ToList();
        if (whole.Problem is not null)
        {
            // One failure is told once, not for each value; what the values are is not known.
            var result = Finish([(OfWhole(states, tick), whole)], rule, tick, false);
            return result with { States = [.. result.States, .. known] };
        }

        var present = book.Present(rule.Leaves.Select(leaf => leaf.Weight.Key), from, rule.Grid.Buckets).ToList();
        var kept = known.Where(state => state.Status != AlertStatus.Ok || present.Contains(state.Instance) || tick - state.SeenAt < Remembered).ToList();
        var names = kept.Select(state => state.Instance).ToHashSet(StringComparer.Ordinal);
        var added = present.Where(name => !names.Contains(name)).ToList();
        var room = Math.Max(0, rule.Each.Limit - kept.Count);
        var all = kept.Select(state => present.Contains(state.Instance) ? state with { SeenAt = tick } : state)
            .Concat(added.Take(room).Select(name => InstanceState.New(name, name, tick) with { SeenAt = tick }))
            .Select(state => state with { Label = book.Labels.GetValueOrDefault(state.Instance, state.Label) })
            .Select(state => (state, Judge.Of(rule, book, state.Instance, end)))
            .ToList();
        // The alert as a whole was told to fail, and does not any more.
        if (states.Any(state => state.Instance.Length == 0 && state.Status != AlertStatus.Ok))
            all.Add((OfWhole(states, tick), whole with { Met = Verdict.NotMet, Holds = Verdict.NotMet }));
        return Finish(all, rule, tick, book.HasMore || added.Count > room);
    }

    static InstanceState OfWhole(IReadOnlyList<InstanceState> states, DateTimeOffset tick) =>
        states.FirstOrDefault(state => state.Instance.Length == 0) ?? InstanceState.New("", "", tick);

    static StepResult Finish(IReadOnlyList<(InstanceState State, Judgement Judged)> all, AlertRule rule, DateTimeOffset tick, bool hasMore)
    {
        var states = new List<InstanceState>();
        var changes = new List<(StateChange, Judgement)>();
        foreach (var (state, judged) in all)
        {
            var (next, change) = AlertMachine.Next(rule.Timing, state, judged.Met, judged.Holds, tick);
            states.Add(next with { Conditions = judged.Conditions });
            if (change is not null)
                changes.Add((change, judged));
        }

        return new StepResult(states, changes, hasMore, all.Select(each => each.Judged.Problem).FirstOrDefault(problem => problem is not null))
        {
            Judged = all,
            IsCoarse = all.Any(each => each.Judged.IsCoarse),
        };
    }
}

/// <summary>What an evaluation brought.</summary>
/// <param name="States">Of all instances.</param>
/// <param name="Changes">What changed, with what was observed.</param>
/// <param name="HasMore">Whether there are values of the dimension that are not watched.</param>
/// <param name="Problem">Why it could not be evaluated; null: it could.</param>
public sealed record StepResult(
    IReadOnlyList<InstanceState> States, IReadOnlyList<(StateChange Change, Judgement Judged)> Changes, bool HasMore, string? Problem)
{
    /// <summary>Whether it cannot be told because only coarser sums are left.</summary>
    internal bool IsCoarse { get; init; }

    /// <summary>What was observed of each instance.</summary>
    public IReadOnlyList<(InstanceState State, Judgement Judged)> Judged { get; init; } = [];

    /// <summary>The worst of all instances.</summary>
    public AlertStatus Worst => States.Count == 0 ? AlertStatus.Ok : States.Max(state => state.Status);
}
