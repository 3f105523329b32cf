namespace Gateway.Bench.Replay;

/// <summary>Compares what arrived behind the gateway with what was sent: each request that was not refused, once, as it was.</summary>
static class UpstreamCheck
{
    public static IReadOnlyList<SumLine> Compare(IReadOnlyList<ReplayAnswer> answers, IReadOnlyList<UpstreamRequest> log)
    {
        var arrived = log.ToLookup(request => request.Line);
        var expected = answers.Where(answer => answer.Key is not null).Select(answer => answer.Entry).ToDictionary(entry => entry.Line);
        return
        [
            new SumLine("upstream", "requests", expected.Count, log.Count),
            new SumLine("upstream", "arrived once", expected.Count, expected.Keys.Count(line => arrived[line].Count() == 1)),
            new SumLine("upstream", "refused or unknown", 0, log.Count(request => !expected.ContainsKey(request.Line))),
            Same("method", (entry, request) => entry.Method == request.Method),
            Same("path and query", (entry, request) => entry.Target == request.Target),
            Same("referrer", (entry, request) => entry.Referrer == request.Referrer),
            Same("user agent", (entry, request) => entry.UserAgent == request.UserAgent),
            new SumLine("upstream", "key passed on", 0, log.Count(request => request.CarriesKey)),
        ];

        SumLine Same(string what, Func<LogEntry, UpstreamRequest, bool> isSame) => new(
            "upstream",
            $"same {what}",
            expected.Count,
            log.Count(request => expected.TryGetValue(request.Line, out var entry) && isSame(entry, request)));
    }
}
