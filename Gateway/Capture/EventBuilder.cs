using System.Diagnostics;
using System.Globalization;
using Gateway.Admin.Store;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Policies;

namespace Gateway.Capture;

/// <summary>
/// The one place where a request becomes an event. What is stored is made clean here: no query, no address, no user agent
/// text; names are cut and made storable.
/// </summary>
sealed class EventBuilder(UserAgentCache userAgents, CountryDatabase countries, ConfigInForce config, TimeProvider time)
{
    const int MaximumHost = 253;
    const int MaximumPath = 1024;

    public RequestEvent Build(HttpContext http, Exchange exchange, long endedAt)
    {
        var request = http.Request;
        var (status, failedBy, reason) = Outcome.Of(http, exchange);
        var plan = exchange.Plan;
        return new RequestEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Tenant = plan?.Tenant ?? GatewayStore.PlatformTenant,
            Route = plan?.Route,
            Api = plan?.Api,
            Team = plan?.Team,
            Groups = plan?.Groups,
            Cluster = plan?.Cluster,
            Destination = exchange.Destination,
            Key = exchange.Admission.Key?.Id,
            Consumer = exchange.Admission.Key?.Consumer,
            User = exchange.Admission.User,
            Method = RequestMethods.Parse(request.Method),
            Host = StorableText.Clean(LowerHost(request.Host), MaximumHost),
            Path = StorableText.Clean(request.Path.Value, MaximumPath),
            Protocol = exchange.IsWebSocket ? RequestProtocol.WebSocket : Protocol(request.Protocol),
            Status = status,
            UpstreamStatus = exchange.UpstreamStatus,
            FailedBy = failedBy,
            Reason = reason,
            Attempts = exchange.Attempts,
            DurationMicros = Micros(exchange.StartedAt, endedAt),
            UpstreamMicros = exchange.UpstreamAt == 0 ? -1 : Micros(exchange.UpstreamAt, exchange.UpstreamEndedAt == 0 ? endedAt : exchange.UpstreamEndedAt),
            FirstByteMicros = exchange.FirstByteAt == 0 ? -1 : Micros(exchange.StartedAt, exchange.FirstByteAt),
            BytesIn = exchange.BytesIn,
            BytesOut = exchange.BytesOut,
            Country = http.Connection.RemoteIpAddress is { } address ? countries.Find(address) : default,
            UserAgent = request.Headers.UserAgent is [{ Length: > 0 } agent, ..] ? userAgents.Remember(agent) : 0,
            ConfigVersion = config.Version,
            TraceId = TraceParent(request.Headers.TraceParent),
        };
    }

    static long Micros(long from, long to) => Math.Max(0, (long)Stopwatch.GetElapsedTime(from, to).TotalMicroseconds);

    // Hosts compare without case; most come in lower case, and then this is the same text.
    static string LowerHost(HostString host)
    {
        var name = host.Host;
        return name.AsSpan().ContainsAnyInRange('A', 'Z') ? name.ToLowerInvariant() : name;
    }

    static RequestProtocol Protocol(string protocol) => protocol switch
    {
        "HTTP/1.1" => RequestProtocol.Http11,
        "HTTP/2" => RequestProtocol.Http2,
        "HTTP/3" => RequestProtocol.Http3,
        "HTTP/1.0" => RequestProtocol.Http10,
        _ => RequestProtocol.Unknown,
    };

    // W3C Trace Context: version "00", dash, 32 hex digits of the trace id, dash, …
    static UInt128 TraceParent(Microsoft.Extensions.Primitives.StringValues header) =>
        header is [{ Length: >= 55 } text] && text[2] == '-' && text[35] == '-'
        && UInt128.TryParse(text.AsSpan(3, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? id
            : UInt128.Zero;
}
