namespace Gateway.Analytics.Alerts;

/// <summary>One figure of the gateway itself.</summary>
/// <param name="Instance">Of what: a node, a cluster on a node, a key.</param>
/// <param name="Value">Null: it is not known.</param>
/// <param name="Moment">
/// What the figure is about in time, where every node sees the same: an expiry. It names the incident, so of all nodes
/// one tells of it. Null: each node tells of its own.
/// </param>
public sealed record HealthReading(string Instance, double? Value, DateTimeOffset? Moment = null);

/// <summary>One look at the gateway itself, by the same machine of states.</summary>
public static class HealthStep
{
    public static StepResult Run(AlertRule rule, IReadOnlyList<HealthReading> readings, IReadOnlyList<InstanceState> states, DateTimeOffset tick)
    {
        var check = rule.Health ?? throw new ArgumentException("The rule looks at traffic.", nameof(rule));
        var measure = HealthMeasure.Of(check.Kind);
        var next = new List<InstanceState>();
        var changes = new List<(StateChange, Judgement)>();
        var judged = new List<(InstanceState, Judgement)>();
        foreach (var reading in readings)
            Step(states.FirstOrDefault(state => state.Instance == reading.Instance) ?? InstanceState.New(reading.Instance, reading.Instance, tick), reading.Value, null);
        // What is not there any more (a key removed, a cluster gone) is over.
        foreach (var state in states.Where(state => readings.All(reading => reading.Instance != state.Instance)))
            Step(state, null, Verdict.NotMet);
        return new StepResult([.. next.Where(state => state.Status != AlertStatus.Ok || readings.Any(reading => reading.Instance == state.Instance))], changes, false, null) { Judged = judged };

        void Step(InstanceState state, double? value, Verdict? gone)
        {
            var met = gone ?? (value is not { } figure ? Verdict.NoData : check.Comparing.IsMet(figure) ? Verdict.Met : Verdict.NotMet);
            var holds = gone ?? (value is not { } held ? Verdict.NoData : check.Comparing.Holds(held) ? Verdict.Met : Verdict.NotMet);
            var observed = new ObservedCondition("when", measure.Label, check.Comparing.Operator, check.Comparing.Threshold, value, measure.Unit, met);
            var (after, change) = AlertMachine.Next(rule.Timing, state, met, holds, tick);
            var judgement = new Judgement(tick, tick, met, holds, [observed], []);
            next.Add(after with { Conditions = [observed] });
            judged.Add((after, judgement));
            if (change is not null)
                changes.Add((change, judgement));
        }
    }
}
