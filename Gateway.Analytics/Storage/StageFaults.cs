using System.Collections.Concurrent;

namespace Gateway.Analytics.Storage;

/// <summary>
/// The last failure of each thing that this process does by itself, for the pipeline page. It stays when the work goes on again,
/// with its time: whoever looks in the morning sees what was in the night.
/// </summary>
public sealed class StageFaults(TimeProvider time)
{
    readonly ConcurrentDictionary<string, StageFault> byStage = new(StringComparer.Ordinal);

    /// <summary>By the stages' names.</summary>
    public IReadOnlyList<StageFault> All => [.. byStage.Values.OrderBy(fault => fault.Stage, StringComparer.Ordinal)];

    /// <summary>The stage could not do its work.</summary>
    public void Failed(string stage, string error) => byStage[stage] = new StageFault(stage, error.Length <= 400 ? error : error[..400], time.GetUtcNow(), IsOver: false);

    /// <summary>The stage does its work, again or still.</summary>
    public void Works(string stage)
    {
        if (byStage.TryGetValue(stage, out var fault) && !fault.IsOver)
            byStage[stage] = fault with { IsOver = true };
    }
}

/// <param name="Stage">Such as <c>fold</c>.</param>
/// <param name="Error">What was said, at most 400 characters.</param>
/// <param name="At">When it was last said.</param>
/// <param name="IsOver">Whether the work goes on since.</param>
public sealed record StageFault(string Stage, string Error, DateTimeOffset At, bool IsOver);
