using Gateway.Analytics.Events;
using Gateway.Analytics.Queries;

namespace Gateway.Tests.Queries;

/// <summary>What answers must be, computed from the list of events in memory: another way to the same figures.</summary>
static class Expected
{
    public static double? Measure(string name, IReadOnlyCollection<SampleEvent> events, double seconds)
    {
        var errors = events.Count(IsError);
        var clientErrors = events.Count(each => each.Status is >= 400 and < 500 && each.FailedBy != FailedBy.Policy);
        var refusals = events.Count(each => each.FailedBy == FailedBy.Policy);
        var timed = events.Where(each => each.Status is not (0 or 101) && each.Protocol != RequestProtocol.WebSocket).ToList();
        var durations = timed.Select(each => each.DurationMicros).Order().ToList();
        var forwarded = timed.Where(each => each.UpstreamMicros is not null).ToList();
        var upstream = forwarded.Select(each => each.UpstreamMicros!.Value).Order().ToList();
        var own = forwarded.Select(each => each.DurationMicros - each.UpstreamMicros!.Value).Order().ToList();
        return name switch
        {
            "requests" => events.Count,
            "requestsPerSecond" => events.Count / seconds,
            "errors" => errors,
            "errorRate" => Ratio(errors),
            "clientErrors" => clientErrors,
            "clientErrorRate" => Ratio(clientErrors),
            "refusals" => refusals,
            "refusalRate" => Ratio(refusals),
            "durationAvg" => Mean(durations),
            "p50" => Rank(durations, 500),
            "p75" => Rank(durations, 750),
            "p90" => Rank(durations, 900),
            "p95" => Rank(durations, 950),
            "p99" => Rank(durations, 990),
            "p999" => Rank(durations, 999),
            "durationMax" => Rank(durations, 1000),
            "upstreamAvg" => Mean(upstream),
            "upstreamP50" => Rank(upstream, 500),
            "upstreamP75" => Rank(upstream, 750),
            "upstreamP90" => Rank(upstream, 900),
            "upstreamP999" => Rank(upstream, 999),
            "upstreamMax" => Rank(upstream, 1000),
            "upstreamP95" => Rank(upstream, 950),
            "upstreamP99" => Rank(upstream, 990),
            "ownAvg" => Mean(own),
            "ownP50" => Rank(own, 500),
            "ownP75" => Rank(own, 750),
            "ownP90" => Rank(own, 900),
            "ownP99" => Rank(own, 990),
            "ownP999" => Rank(own, 999),
            "ownMax" => Rank(own, 1000),
            "ownP95" => Rank(own, 950),
            "bytesIn" => events.Sum(each => each.BytesIn),
            "bytesOut" => events.Sum(each => each.BytesOut),
            "users" => events.Select(each => each.User).OfType<long>().Distinct().Count(),
            "attempts" => events.Sum(each => (long)each.Attempts),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A measure without an expectation: write one."),
        };

        double? Ratio(int part) => events.Count == 0 ? null : (double)part / events.Count;
    }

    public static bool IsError(SampleEvent each) => each.Status switch
    {
        >= 500 => true,
        >= 400 => false,
        _ => each.FailedBy is FailedBy.Client or FailedBy.Gateway or FailedBy.Upstream,
    };

    /// <summary>The values of a dimension that an exchange belongs to; a null is "none".</summary>
    public static IReadOnlyList<string?> Keys(string dimension, SampleEvent each) =>
        dimension == "group" && each.Groups is { } groups ? [.. groups] : new[] { Key(dimension, each) };

    static string? Key(string dimension, SampleEvent each) => dimension switch
    {
        "route" => each.Route,
        "api" => each.Api,
        "group" => null,
        "team" => each.Team,
        "key" => each.Key,
        "consumer" => each.Consumer,
        "method" => each.Method == RequestMethod.Other ? "_OTHER" : each.Method.ToString().ToUpperInvariant(),
        "status" => each.Status == 0 ? null : $"{each.Status}",
        "statusClass" => each.Status == 0 ? null : $"{each.Status / 100}xx",
        "host" => each.Host,
        "endpoint" => each.Endpoint,
        "path" => each.Path,
        "protocol" => each.Protocol switch
        {
            RequestProtocol.Http10 => "http/1.0",
            RequestProtocol.Http11 => "http/1.1",
            RequestProtocol.Http2 => "http/2",
            RequestProtocol.Http3 => "http/3",
            RequestProtocol.WebSocket => "websocket",
            _ => "unknown",
        },
        "country" => each.Country,
        "browser" => Named(dimension, each.Browser),
        "os" => Named(dimension, each.Os),
        "device" => Named(dimension, each.Device),
        "trafficClass" => Named(dimension, each.TrafficClass),
        "cluster" => each.Cluster,
        "destination" => each.Destination is null ? null : $"{each.Cluster}/{each.Destination}",
        "failedBy" => each.FailedBy == FailedBy.None ? null : each.FailedBy.ToString().ToLowerInvariant(),
        "reason" => each.Reason == Reason.None ? null : char.ToLowerInvariant($"{each.Reason}"[0]) + $"{each.Reason}"[1..],
        "latencyBand" => Band(each),
        "configVersion" => each.ConfigVersion == 0 ? null : $"{each.ConfigVersion}",
        "tenant" => each.Tenant,
        "user" => each.User?.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        "node" => $"node-{each.Spool}",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A dimension without an expectation: write one."),
    };

    /// <summary>Whether ids of two tenants under this dimension are different things.</summary>
    public static bool PerTenant(string dimension) =>
        dimension is "route" or "api" or "group" or "team" or "key" or "consumer" or "cluster" or "destination";

    static string? Band(SampleEvent each) => each.Status is 0 or 101 || each.Protocol == RequestProtocol.WebSocket ? null : each.DurationMicros switch
    {
        < 5_000 => "0-5ms",
        < 10_000 => "5-10ms",
        < 25_000 => "10-25ms",
        < 50_000 => "25-50ms",
        < 100_000 => "50-100ms",
        < 250_000 => "100-250ms",
        < 500_000 => "250-500ms",
        < 1_000_000 => "500-1000ms",
        < 2_500_000 => "1000-2500ms",
        < 5_000_000 => "2500-5000ms",
        < 10_000_000 => "5000-10000ms",
        _ => "10000ms-up",
    };

    static string? Named(string dimension, int number) =>
        Dimensions.All.Single(each => each.Name == dimension).Values.Single(value => value.Number == number).Name;

    static double? Mean(List<long> sorted) => sorted.Count == 0 ? null : sorted.Sum() / 1000.0 / sorted.Count;

    static double? Rank(List<long> sorted, int permille) => sorted.Count == 0 ? null : sorted[(sorted.Count * permille + 999) / 1000 - 1] / 1000.0;
}
