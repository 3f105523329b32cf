using Gateway.Analytics.Events;
using Gateway.Analytics.Rollups;
using Gateway.Tests.Queries;

namespace Gateway.Tests.Rollups;

/// <summary>What cells must hold, computed from the list of events by plain grouping: another way to the same figures.</summary>
static class ExpectedCells
{
    /// <summary>The events of each scope and value of a dimension, by bucket.</summary>
    public static Dictionary<(DateTime Bucket, string Tenant, string Id, string Value), List<SampleEvent>> Group(
        IEnumerable<SampleEvent> events, Grain grain, ScopeKind scope, CellDimension dimension) => (
        from each in events
        let id = Id(scope, each)
        from value in Values(dimension, each)
        group each by (Bucket: grain.Floor(each.Time).UtcDateTime, each.Tenant, Id: id, Value: value)).ToDictionary(group => group.Key, group => group.ToList());

    /// <param name="dimension">The maxima of upstream time and own share are kept for totals only.</param>
    public static CellCounts Counts(IReadOnlyCollection<SampleEvent> events, CellDimension dimension)
    {
        var undivided = dimension == CellDimensions.Total;
        var timed = events.Where(each => each.Status is not (0 or 101) && each.Protocol != RequestProtocol.WebSocket).ToList();
        var forwarded = timed.Where(each => each.UpstreamMicros is not null).ToList();
        var own = forwarded.Select(each => Math.Max(0, each.DurationMicros - each.UpstreamMicros!.Value)).ToList();
        return new CellCounts
        {
            Requests = events.Count,
            Errors = events.Count(Expected.IsError),
            ClientErrors = events.Count(each => each.Status is >= 400 and < 500 && each.FailedBy != FailedBy.Policy),
            Refusals = events.Count(each => each.FailedBy == FailedBy.Policy),
            BytesIn = events.Sum(each => each.BytesIn),
            BytesOut = events.Sum(each => each.BytesOut),
            Attempts = events.Sum(each => (long)each.Attempts),
            Timed = timed.Count,
            DurationSum = timed.Sum(each => each.DurationMicros),
            DurationMax = timed.Select(each => each.DurationMicros).DefaultIfEmpty().Max(),
            Forwarded = forwarded.Count,
            UpstreamSum = forwarded.Sum(each => each.UpstreamMicros!.Value),
            UpstreamMax = undivided ? forwarded.Select(each => each.UpstreamMicros!.Value).DefaultIfEmpty().Max() : 0,
            OwnSum = own.Sum(),
            OwnMax = undivided ? own.DefaultIfEmpty().Max() : 0,
        };
    }

    /// <summary>The times of one kind, in order.</summary>
    public static List<long> Times(CellTimes kind, IEnumerable<SampleEvent> events) =>
    [
        .. (from each in events
            where each.Status is not (0 or 101) && each.Protocol != RequestProtocol.WebSocket
            where kind == CellTimes.Duration || each.UpstreamMicros is not null
            select kind switch
            {
                CellTimes.Duration => each.DurationMicros,
                CellTimes.Upstream => each.UpstreamMicros!.Value,
                _ => Math.Max(0, each.DurationMicros - each.UpstreamMicros!.Value),
            }).Order(),
    ];

    static string Id(ScopeKind scope, SampleEvent each) => scope switch
    {
        ScopeKind.Tenant => "",
        ScopeKind.Team => each.Team ?? "",
        ScopeKind.Route => each.Route ?? "",
        _ => each.Key ?? "",
    };

    static IEnumerable<string> Values(CellDimension dimension, SampleEvent each) => dimension.Name switch
    {
        "total" => ["0"],
        "status" => [$"{each.Status}"],
        "reason" => [$"{(int)each.Reason}"],
        "failedBy" => [$"{(int)each.FailedBy}"],
        "method" => [$"{(int)each.Method}"],
        "protocol" => [$"{(int)each.Protocol}"],
        "browser" => [$"{each.Browser}"],
        "os" => [$"{each.Os}"],
        "device" => [$"{each.Device}"],
        "trafficClass" => [$"{each.TrafficClass}"],
        "configVersion" => [$"{each.ConfigVersion}"],
        var text => Expected.Keys(text, each).Select(key => key ?? ""),
    };
}
