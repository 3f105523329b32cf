using System.Globalization;
using System.Security.Authentication;
using Gateway.Admin.Contract;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Gateway.Proxy;

/// <summary>Turns cluster documents into the proxy's own configuration. A drained destination is not in it: it gets nothing new, and what runs goes on.</summary>
static class ClusterConfigBuilder
{
    public static ClusterConfig Build(ClusterDocument cluster)
    {
        var destinations = cluster.Destinations.Where(destination => !destination.Drain).ToList();
        var isWeighted = destinations.Select(destination => destination.Weight).Distinct().Count() > 1;
        return new ClusterConfig
        {
            ClusterId = ProxyConfigBuilder.IdOf(cluster.Tenant ?? "", cluster.Id),
            LoadBalancingPolicy = isWeighted ? WeightedBalancing.NameOf(cluster.LoadBalancing) : cluster.LoadBalancing.ToString(),
            Destinations = destinations.ToDictionary(destination => destination.Id, destination => new DestinationConfig
            {
                Address = destination.Address,
                Host = destination.Host,
                Health = destination.Health,
                Metadata = isWeighted ? WeightedBalancing.Metadata(destination.Weight) : null,
            }),
            HealthCheck = cluster.HealthCheck is { } health ? Build(health) : null,
            SessionAffinity = cluster.SessionAffinity is { } affinity ? Build(affinity) : null,
            HttpClient = Build(cluster.HttpClient ?? new HttpClientDocument()),
            HttpRequest = cluster.HttpRequest is { } request ? Build(request) : null,
            Metadata = Thresholds(cluster.HealthCheck),
        };
    }

    static HealthCheckConfig Build(HealthCheckDocument health) => new()
    {
        AvailableDestinationsPolicy = health.AvailableDestinations.ToString(),
        Active = health.Active is not { } active ? null : new ActiveHealthCheckConfig
        {
            Enabled = active.Enabled,
            Path = active.Path,
            Interval = active.Interval,
            Timeout = active.Timeout,
        },
        Passive = health.Passive is not { } passive ? null : new PassiveHealthCheckConfig
        {
            Enabled = passive.Enabled,
            ReactivationPeriod = passive.ReactivationPeriod,
        },
    };

    /// <summary>The proxy's policies take these from a cluster's metadata, by names of their own.</summary>
    static Dictionary<string, string>? Thresholds(HealthCheckDocument? health)
    {
        var metadata = new Dictionary<string, string>();
        if (health?.Active?.Failures is { } failures)
            metadata[ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = failures.ToString(CultureInfo.InvariantCulture);
        if (health?.Passive?.FailureRate is { } rate)
            metadata[TransportFailureRateHealthPolicyOptions.FailureRateLimitMetadataName] = rate.ToString(CultureInfo.InvariantCulture);
        return metadata.Count == 0 ? null : metadata;
    }

    static SessionAffinityConfig Build(SessionAffinityDocument affinity) => new()
    {
        Enabled = affinity.Enabled,
        Policy = affinity.Policy.ToString(),
        FailurePolicy = affinity.FailurePolicy.ToString(),
        AffinityKeyName = affinity.KeyName,
        Cookie = affinity.Cookie is not { } cookie ? null : new SessionAffinityCookieConfig
        {
            Path = cookie.Path,
            Domain = cookie.Domain,
            HttpOnly = cookie.HttpOnly,
            SameSite = cookie.SameSite is { } site ? Enum.Parse<SameSiteMode>(site.ToString()) : null,
            SecurePolicy = cookie.SecurePolicy is { } secure ? Enum.Parse<CookieSecurePolicy>(secure.ToString()) : null,
            Expiration = cookie.Expiration,
            MaxAge = cookie.MaxAge,
            IsEssential = cookie.IsEssential,
        },
    };

    static HttpClientConfig Build(HttpClientDocument client) => new()
    {
        SslProtocols = client.SslProtocols.Count == 0 ? null : client.SslProtocols.Aggregate(SslProtocols.None, (all, one) => all | Enum.Parse<SslProtocols>(one.ToString())),
        DangerousAcceptAnyServerCertificate = client.DangerousAcceptAnyServerCertificate,
        MaxConnectionsPerServer = client.MaxConnectionsPerServer,
        EnableMultipleHttp2Connections = client.EnableMultipleHttp2Connections,
        // As the listener reads them: bytes pass unchanged.
        RequestHeaderEncoding = client.RequestHeaderEncoding ?? "latin1",
        ResponseHeaderEncoding = client.ResponseHeaderEncoding,
        WebProxy = client.WebProxy is not { } proxy ? null : new WebProxyConfig
        {
            Address = new Uri(proxy.Address),
            BypassOnLocal = proxy.BypassOnLocal,
            UseDefaultCredentials = proxy.UseDefaultCredentials,
        },
    };

    static ForwarderRequestConfig Build(HttpRequestDocument request) => new()
    {
        ActivityTimeout = request.ActivityTimeout,
        Version = request.Version is { } version ? Version.Parse(version.Contains('.', StringComparison.Ordinal) ? version : version + ".0") : null,
        VersionPolicy = request.VersionPolicy is { } policy ? Enum.Parse<HttpVersionPolicy>(policy.ToString()) : null,
        AllowResponseBuffering = request.AllowResponseBuffering,
    };
}
