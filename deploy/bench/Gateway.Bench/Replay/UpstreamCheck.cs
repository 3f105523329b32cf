using System.Text.RegularExpressions;

namespace Gateway.Bench.Replay;

/// <summary>Compares what arrived behind the gateway with what was sent: each request that was not refused, once, as it was.</summary>
static partial class UpstreamCheck
{
    public static UpstreamFindings Compare(IReadOnlyList<ReplayAnswer> answers, IReadOnlyList<UpstreamRequest> log)
    {
        var arrived = log.ToLookup(request => request.Line);
        var expected = answers.Where(answer => answer.Key is not null).Select(answer => answer.Entry).ToDictionary(entry => entry.Line);
        var changes = new List<UpstreamChange>();
        List<SumLine> sums =
        [
            new SumLine("upstream", "requests", expected.Count, log.Count),
            new SumLine("upstream", "arrived once", expected.Count, expected.Keys.Count(line => arrived[line].Count() == 1)),
            new SumLine("upstream", "refused or unknown", 0, log.Count(request => !expected.ContainsKey(request.Line))),
            new SumLine("upstream", "key passed on", 0, log.Count(request => request.CarriesKey)),
            Changed("method", entry => entry.Method, request => request.Method),
            Changed("target", entry => entry.Target, request => request.Target, Escaped),
            Changed("referrer", entry => entry.Referrer, request => request.Referrer),
            Changed("user agent", entry => entry.UserAgent, request => request.UserAgent),
        ];
        return new UpstreamFindings(sums, changes);

        // Everything that came otherwise is listed; it counts where it also means something else.
        SumLine Changed(string what, Func<LogEntry, string?> sent, Func<UpstreamRequest, string?> came, Func<string?, string?>? meaning = null)
        {
            var found = from request in log
                        where expected.ContainsKey(request.Line)
                        let change = new UpstreamChange(request.Line, what, sent(expected[request.Line]), came(request))
                        where change.Sent != change.Came
                        select change;
            var all = found.ToList();
            changes.AddRange(all);
            return new SumLine("upstream", $"another {what}", 0, all.Count(change => meaning is null || meaning(change.Sent) != meaning(change.Came)));
        }
    }

    // A percent sign that begins no escape is no URI (RFC 3986, 2.1); a proxy may pass it on as %25, which is what it can only mean.
    static string? Escaped(string? target) => target is null ? null : LonePercent().Replace(target, "%25");

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex LonePercent();
}
