using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Bench.Replay;

/// <summary>The replay in words, for the person at the terminal.</summary>
sealed class ReplayText(TextWriter output)
{
    const int MostNamed = 20;

    public async Task WriteLogAsync(string path, LogFile log)
    {
        await LineAsync($"{Path.GetFileName(path)}: {log.Lines} lines, {log.Entries.Count} sent, of them {log.Damaged.Count} damaged; {log.Left.Count} left out");
        foreach (var fault in log.Left.Take(MostNamed))
            await LineAsync($"  line {fault.Line} is left out: {fault.Why}");
        foreach (var fault in log.Damaged.Take(MostNamed))
            await LineAsync($"  line {fault.Line} is damaged: {fault.Why}");
    }

    public async Task WriteAnswersAsync(ReplayReport report)
    {
        var seconds = report.Elapsed.TotalSeconds;
        await LineAsync($"{report.Answers.Count} requests in {seconds:0.0} s ({report.Answers.Count / seconds:0}/s, {report.Bytes / seconds / 1e6:0} MB/s), {report.Refused} with a wrong key, {report.Bytes / 1e6:0.0} MB read");
        await CountsAsync("status", report.ByStatus);
        await CountsAsync("method", report.ByMethod);
        await CountsAsync("route", report.ByRoute);
        await CountsAsync("minute", report.ByMinute.ToDictionary(minute => minute.Key.ToString("HH:mm", CultureInfo.InvariantCulture), minute => minute.Value));
        var failures = report.Failures.ToList();
        foreach (var failure in failures.Take(MostNamed))
            await LineAsync($"  FAILED line {failure.Entry.Line}, {failure.Entry.Method} {failure.Entry.Target}: {failure.Error}");
        if (failures.Count > MostNamed)
            await LineAsync($"  FAILED {failures.Count - MostNamed} more");
    }

    public Task WritePipelineAsync(JsonNode pipeline, TimeSpan took)
    {
        var dropped = pipeline["dropped"]?.AsObject().Sum(reason => reason.Value?.GetValue<long>() ?? 0);
        return LineAsync($"Waited {took.TotalSeconds:0.0} s for the pipeline; since its start: {pipeline["captured"]} captured, {pipeline["stored"]} stored, {pipeline["queued"]} queued, {pipeline["quarantined"]} in quarantine, {dropped} dropped");
    }

    /// <summary>Long dimensions in one line while they agree; what differs is always named.</summary>
    public async Task WriteSumsAsync(ReplayReport report)
    {
        await LineAsync($"Sum check, {report.From:yyyy-MM-dd HH:mm:ss}Z to {report.To:HH:mm:ss}Z");
        foreach (var group in report.Sums.GroupBy(sum => sum.What))
        {
            if (group.Key == "path")
                await LineAsync($"  {group.Count()} groups of {report.ByPath.Count} paths: {group.Sum(sum => sum.Counted)} counted, {group.Sum(sum => sum.Found)} found");
            foreach (var sum in group.Where(sum => group.Key != "path" || !sum.Agrees))
                await LineAsync($"  {(sum.Agrees ? "equal " : "DIFFER")} {$"{sum.What} {sum.Value}".Trim(),-32} counted {sum.Counted,12}   found {sum.Found,12}");
        }

        foreach (var change in report.Changes.Take(MostNamed))
            await LineAsync($"  CHANGED {change.What} of line {change.Line}: sent {change.Sent ?? "nothing"}, came {change.Came ?? "nothing"}");
        var differing = report.Sums.Count(sum => !sum.Agrees);
        await LineAsync(report.Agrees
            ? $"All {report.Sums.Count} sums are equal."
            : $"{differing} of {report.Sums.Count} sums differ; {report.Failures.Count()} requests went wrong.");
    }

    Task CountsAsync(string what, IReadOnlyDictionary<string, long> counts) =>
        LineAsync($"  by {what}: {string.Join(", ", counts.OrderByDescending(count => count.Value).Select(count => $"{count.Key} {count.Value}"))}");

    Task LineAsync(string text) => output.WriteLineAsync(text);
}
