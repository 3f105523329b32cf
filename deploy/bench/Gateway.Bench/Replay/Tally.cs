using System.Globalization;

namespace Gateway.Bench.Replay;

/// <summary>Counts answers.</summary>
static class Tally
{
    // Methods that the gateway keeps apart; the others are counted together.
    static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"];

    public static ReplayReport Of(
        LogFile log, IReadOnlyList<ReplayAnswer> answers, IReadOnlyList<UpstreamRequest> upstream, RouteSplit split, DateTimeOffset from, DateTimeOffset to, TimeSpan elapsed) => new()
        {
            Log = log,
            Answers = answers,
            Upstream = upstream,
            From = from,
            To = to,
            Elapsed = elapsed,
            ByStatus = By(answers, answer => answer.Status.ToString(CultureInfo.InvariantCulture)),
            ByMethod = By(answers, answer => Methods.Contains(answer.Entry.Method) ? answer.Entry.Method : "_OTHER"),
            ByRoute = By(answers, answer => split.RouteOf(SeenPath.Of(answer.Entry.Target))),
            ByKey = By(answers, answer => answer.Key ?? ReplayReport.None),
            ByPath = By(answers, answer => SeenPath.Of(answer.Entry.Target)),
            ByMinute = By(answers, answer => new DateTimeOffset(answer.At.Ticks - answer.At.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero)),
            Bytes = answers.Sum(answer => answer.Bytes),
        };

    static Dictionary<T, long> By<T>(IEnumerable<ReplayAnswer> answers, Func<ReplayAnswer, T> key)
        where T : notnull =>
        answers.GroupBy(key).ToDictionary(group => group.Key, group => group.LongCount());
}
