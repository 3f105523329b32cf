namespace Gateway.Analytics.Alerts;

/// <summary>Keeps of each evaluation of a back-test what its answer shows.</summary>
sealed class BackTestRecord(AlertRule rule, DateTimeOffset from, DateTimeOffset to)
{
    /// <summary>Most changes that are told; all are counted.</summary>
    const int MostChanges = 5_000;

    /// <summary>Most instances whose lines are drawn: those that appear first.</summary>
    const int MostLines = 20;

    readonly TimeSpan point = TimeSpan.FromTicks(Math.Max(rule.Grid.Every.Ticks, (to - from).Ticks / AlertBackTest.MostPoints + 1));
    readonly Dictionary<(int Leaf, string Instance), Line> lines = [];
    readonly List<StateChange> changes = [];
    readonly List<BackTestGap> gaps = [];
    int evaluations;
    int firings;

    public void Add(DateTimeOffset tick, StepResult step)
    {
        evaluations++;
        if (step.IsCoarse)
        {
            Gap(tick, step.Problem ?? "Only coarser sums are left of this stretch.");
            return;
        }

        foreach (var state in step.States.Take(MostLines))
        {
            for (var leaf = 0; leaf < state.Conditions.Count && leaf < rule.Leaves.Count; leaf++)
            {
                if (!lines.TryGetValue((leaf, state.Instance), out var line))
                    lines[(leaf, state.Instance)] = line = new Line(state.Label);
                line.Add((int)((tick - from) / point), tick, state.Conditions[leaf].Value, Comparing.IsDown(rule.Leaves[leaf].Comparing.Operator));
            }
        }

        foreach (var (change, _) in step.Changes)
        {
            if (change.Notice == NoticeKind.Fired)
                firings++;
            if (changes.Count < MostChanges)
                changes.Add(change);
        }
    }

    public BackTestResult Finish(IReadOnlyList<InstanceState> states) => new()
    {
        From = from,
        To = to,
        Evaluations = evaluations,
        Series = [.. lines.OrderBy(each => each.Key.Instance, StringComparer.Ordinal).ThenBy(each => each.Key.Leaf).Select(each => LineOf(each.Key.Leaf, each.Value))],
        Changes = changes,
        Firings = firings,
        CannotTell = gaps,
        State = states.Count == 0 ? AlertStatus.Ok : states.Max(state => state.Status),
    };

    BackTestLine LineOf(int index, Line line)
    {
        var leaf = rule.Leaves[index];
        return new BackTestLine(leaf.Path, leaf.Label, line.Label, leaf.Unit, leaf.Comparing.Operator, leaf.Comparing.Threshold, line.Times, line.Values);
    }

    void Gap(DateTimeOffset tick, string reason)
    {
        var next = tick + rule.Grid.Every < to ? tick + rule.Grid.Every : to;
        if (gaps is [.., var last] && last.Reason == reason && last.To == tick)
            gaps[^1] = last with { To = next };
        else
            gaps.Add(new BackTestGap(tick, next, reason));
    }

    sealed class Line(string label)
    {
        int at = -1;

        public string Label => label;

        public List<DateTimeOffset> Times { get; } = [];

        public List<double?> Values { get; } = [];

        public void Add(int number, DateTimeOffset tick, double? value, bool isDown)
        {
            if (number != at)
            {
                at = number;
                Times.Add(tick);
                Values.Add(value);
            }
            else if (Values[^1] is not { } known || (isDown ? value < known : value > known))
            {
                Values[^1] = value ?? Values[^1];
            }
        }
    }
}
