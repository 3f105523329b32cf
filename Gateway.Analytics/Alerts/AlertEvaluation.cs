using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>Evaluates a rule at one moment, live.</summary>
public sealed class AlertEvaluation(QueryEngine engine)
{
    readonly SeriesReader reader = new(engine);

    /// <summary>Asks for the windows of a tick and steps on from how things stood. What cannot be asked is an observation, no exception.</summary>
    public async Task<StepResult> RunAsync(AlertRule rule, IReadOnlyList<InstanceState> states, DateTimeOffset tick, CancellationToken token)
    {
        var end = rule.Grid.EndOf(tick);
        var book = new SeriesBook(rule.Grid.Bucket);
        var ends = rule.Leaves
            .Select(leaf => leaf.Against)
            .OfType<Earlier>()
            .Select(against => EvaluationGrid.EndOf(end, rule.Grid.Window, against, rule.Clock))
            .Prepend(end)
            .Distinct();
        foreach (var each in ends)
            await reader.ReadAsync(rule, book, each - rule.Grid.Window, rule.Grid.Buckets, token);
        return AlertStep.Run(rule, book, states, tick);
    }

    /// <summary>The same as if the evaluation had failed, such as by taking too long.</summary>
    public static StepResult Failed(AlertRule rule, IReadOnlyList<InstanceState> states, DateTimeOffset tick, string problem) =>
        AlertStep.Run(rule, new SeriesBook(rule.Grid.Bucket) { Problem = problem }, states, tick);
}
