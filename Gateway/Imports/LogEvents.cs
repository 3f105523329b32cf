using Gateway.Admin.Contract;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Imports;
using Gateway.Analytics.Storage;

namespace Gateway.Imports;

/// <summary>Where the requests of a log belong.</summary>
/// <param name="Tenant">Whose they are, also where no route takes them; null: the route's, and without one they are refused.</param>
/// <param name="Route">The one route of all; null: the one that would take each.</param>
/// <param name="Host">For logs that do not name it; null: none.</param>
sealed record LogTarget(string? Tenant, RouteDocument? Route, string? Host);

/// <summary>Makes events of log entries, clean as capture makes them: no address, no user agent, no query goes further than here.</summary>
sealed class LogEvents(LogTarget target, LogRoutes routes, CountryDatabase countries)
{
    const int MaximumHost = 253;
    const int MaximumPath = 1024;

    readonly LogClients clients = new();

    /// <summary>The event; null where it belongs nowhere.</summary>
    public async Task<EventRow?> BuildAsync(LogEntry entry)
    {
        var (path, query) = Split(entry.Target);
        var host = StorableText.Clean((entry.Host is null ? target.Host : new HostString(entry.Host).Host)?.ToLowerInvariant(), MaximumHost);
        path = StorableText.Clean(path, MaximumPath);
        var route = target.Route ?? await routes.FindAsync(entry.Method, host.Length == 0 ? null : host, path, query);
        if ((route?.Tenant ?? target.Tenant) is not { } tenant)
            return null;
        var made = new RequestEvent
        {
            Time = entry.Time,
            Tenant = tenant,
            Route = route?.Id,
            Api = route?.Api,
            Team = route?.Team,
            Groups = route is { Groups.Count: > 0 } ? [.. route.Groups] : null,
            Cluster = route?.Cluster,
            Method = RequestMethods.Parse(entry.Method),
            Host = host.Length == 0 ? null : host,
            Path = path,
            Protocol = Protocol(entry.Protocol),
            Status = entry.Status,
            DurationMicros = entry.DurationMicros,
            UpstreamMicros = entry.UpstreamMicros,
            FirstByteMicros = -1,
            BytesIn = entry.BytesIn,
            BytesOut = entry.BytesOut,
            Country = entry.Address is { } address ? countries.Find(address) : default,
        };
        return new EventRow(made, Spool: 0, Sequence: 0, EndpointTemplate.Fold(path), clients.Of(entry.UserAgent));
    }

    /// <summary>The path as the listener has it, decoded but for slashes, and the query with its question mark.</summary>
    static (string Path, string Query) Split(string target)
    {
        // The absolute form, as proxies send it.
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            target = target.IndexOf('/', scheme + 3) is > 0 and var slash ? target[slash..] : "/";
        if (target.IndexOf('#') is >= 0 and var fragment)
            target = target[..fragment];
        var query = target.IndexOf('?') is >= 0 and var mark ? target[mark..] : "";
        var path = target[..^query.Length];
        if (!path.StartsWith('/'))
            path = "/" + path;
        return (path.Contains('%') ? Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase)) : path, query);
    }

    static RequestProtocol Protocol(string protocol) => protocol switch
    {
        "HTTP/1.1" => RequestProtocol.Http11,
        "HTTP/2.0" or "HTTP/2" => RequestProtocol.Http2,
        "HTTP/3.0" or "HTTP/3" => RequestProtocol.Http3,
        "HTTP/1.0" => RequestProtocol.Http10,
        _ => RequestProtocol.Unknown,
    };
}
