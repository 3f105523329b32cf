using System.Globalization;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Routes.Import;

/// <summary>One of YARP's clusters (ClusterConfig).</summary>
static class YarpCluster
{
    const string FailureRate = "TransportFailureRateHealthPolicy.RateLimit";
    const string Failures = "ConsecutiveFailuresHealthPolicy.Threshold";

    public static ClusterDocument Read(SettingsNode node, string id, YarpSettings settings)
    {
        var (rate, failures) = Thresholds(node.Object("Metadata"));
        var cluster = new ClusterDocument
        {
            Id = id,
            LoadBalancing = node.Choice<LoadBalancing>("LoadBalancingPolicy") ?? LoadBalancing.PowerOfTwoChoices,
            Destinations = Destinations(node.Object("Destinations"), settings),
            HealthCheck = node.Object("HealthCheck") is { } health ? Health(health, rate, failures) : null,
            SessionAffinity = node.Object("SessionAffinity") is { } affinity ? Affinity(affinity) : null,
            HttpClient = node.Object("HttpClient") is { } client ? Client(client) : null,
            HttpRequest = node.Object("HttpRequest") is { } request ? Request(request) : null,
        };
        node.Close();
        return cluster;
    }

    static (double? Rate, int? Failures) Thresholds(SettingsNode? metadata)
    {
        var found = (metadata?.Number(FailureRate), metadata?.Small(Failures));
        metadata?.Close("is metadata that nothing here reads");
        return found;
    }

    static List<DestinationDocument> Destinations(SettingsNode? node, YarpSettings settings)
    {
        var destinations = new List<DestinationDocument>();
        foreach (var (name, each) in node?.Objects() ?? [])
        {
            each.Object("Metadata")?.Close("is metadata that nothing here reads");
            destinations.Add(new DestinationDocument
            {
                Id = settings.IdOf(name, destinations.Select(destination => destination.Id)),
                Address = each.Text("Address") ?? "",
                Health = each.Text("Health"),
                Host = each.Text("Host"),
            });
            each.Close();
        }

        return destinations;
    }

    static HealthCheckDocument Health(SettingsNode node, double? rate, int? failures)
    {
        var health = new HealthCheckDocument
        {
            Active = node.Object("Active") is { } active ? Active(active, failures) : null,
            Passive = node.Object("Passive") is { } passive ? Passive(passive, rate) : null,
            AvailableDestinations = node.Choice<AvailableDestinations>("AvailableDestinationsPolicy") ?? AvailableDestinations.HealthyAndUnknown,
        };
        node.Close();
        return health;
    }

    static ActiveHealthCheckDocument Active(SettingsNode node, int? failures)
    {
        Only(node, "ConsecutiveFailures");
        var active = new ActiveHealthCheckDocument { Enabled = node.Flag("Enabled") ?? false, Path = node.Text("Path"), Interval = node.Span("Interval"), Timeout = node.Span("Timeout"), Failures = failures };
        node.Close();
        return active with { Path = active.Path is null || active.Path.StartsWith('/') ? active.Path : "/" + active.Path };
    }

    static PassiveHealthCheckDocument Passive(SettingsNode node, double? rate)
    {
        Only(node, "TransportFailureRate");
        var passive = new PassiveHealthCheckDocument { Enabled = node.Flag("Enabled") ?? false, ReactivationPeriod = node.Span("ReactivationPeriod"), FailureRate = rate };
        node.Close();
        return passive;
    }

    static void Only(SettingsNode node, string policy)
    {
        if (node.Text("Policy") is { Length: > 0 } given && !given.Equals(policy, StringComparison.OrdinalIgnoreCase))
            node.Refuse("Policy", $"names a policy that is made in code; {policy} is what this gateway has");
    }

    static SessionAffinityDocument? Affinity(SettingsNode node)
    {
        var key = node.Text("AffinityKeyName");
        var affinity = new SessionAffinityDocument
        {
            Enabled = node.Flag("Enabled") ?? false,
            Policy = node.Choice<AffinityPolicy>("Policy") ?? AffinityPolicy.HashCookie,
            FailurePolicy = node.Choice<AffinityFailure>("FailurePolicy") ?? AffinityFailure.Redistribute,
            KeyName = key ?? "",
            Cookie = node.Object("Cookie") is { } cookie ? Cookie(cookie) : null,
        };
        if (key is null)
            node.Refuse("AffinityKeyName", "is needed: the name of the cookie or header");
        node.Close();
        return key is null ? null : affinity;
    }

    static AffinityCookieDocument Cookie(SettingsNode node)
    {
        var cookie = new AffinityCookieDocument
        {
            Path = node.Text("Path"),
            Domain = node.Text("Domain"),
            HttpOnly = node.Flag("HttpOnly"),
            SameSite = node.Choice<CookieSameSite>("SameSite"),
            SecurePolicy = node.Choice<CookieSecure>("SecurePolicy"),
            Expiration = node.Span("Expiration"),
            MaxAge = node.Span("MaxAge"),
            IsEssential = node.Flag("IsEssential"),
        };
        node.Close();
        return cookie;
    }

    static HttpClientDocument Client(SettingsNode node)
    {
        var protocols = new List<TlsVersion>();
        foreach (var name in node.Texts("SslProtocols").SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (Enum.TryParse<TlsVersion>(name, ignoreCase: true, out var version) && Enum.IsDefined(version))
                protocols.Add(version);
            else if (!name.Equals("None", StringComparison.OrdinalIgnoreCase))
                node.Refuse("SslProtocols", $"{name} is too old or not known; Tls12 and Tls13 are taken");
        }

        var client = new HttpClientDocument
        {
            SslProtocols = protocols,
            DangerousAcceptAnyServerCertificate = node.Flag("DangerousAcceptAnyServerCertificate") ?? false,
            MaxConnectionsPerServer = node.Small("MaxConnectionsPerServer"),
            EnableMultipleHttp2Connections = node.Flag("EnableMultipleHttp2Connections"),
            RequestHeaderEncoding = node.Text("RequestHeaderEncoding"),
            ResponseHeaderEncoding = node.Text("ResponseHeaderEncoding"),
            WebProxy = node.Object("WebProxy") is { } proxy ? Proxy(proxy) : null,
        };
        node.Close();
        return client;
    }

    static WebProxyDocument Proxy(SettingsNode node)
    {
        var proxy = new WebProxyDocument { Address = node.Text("Address") ?? "", BypassOnLocal = node.Flag("BypassOnLocal") ?? false, UseDefaultCredentials = node.Flag("UseDefaultCredentials") ?? false };
        node.Close();
        return proxy;
    }

    static HttpRequestDocument Request(SettingsNode node)
    {
        var request = new HttpRequestDocument
        {
            ActivityTimeout = node.Span("ActivityTimeout"),
            Version = node.Text("Version") is { } version ? Plain(version) : null,
            VersionPolicy = node.Choice<VersionPolicy>("VersionPolicy"),
            AllowResponseBuffering = node.Flag("AllowResponseBuffering"),
        };
        node.Close();
        return request;
    }

    // 2.0 is 2; what is no version stays as it is and is refused where it is checked.
    static string Plain(string version) =>
        decimal.TryParse(version, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 2 && number == Math.Truncate(number)
            ? Math.Truncate(number).ToString(CultureInfo.InvariantCulture)
            : version;
}
