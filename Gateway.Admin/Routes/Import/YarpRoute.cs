using Gateway.Admin.Contract;

namespace Gateway.Admin.Routes.Import;

/// <summary>One of YARP's routes (RouteConfig).</summary>
static class YarpRoute
{
    const string ByCode = "names a policy that is made in code, which this gateway does not know";

    public static RouteDocument? Read(SettingsNode node, string id, YarpSettings settings)
    {
        if (node.Text("ClusterId") is not { } cluster)
        {
            node.Refuse("ClusterId", "is needed: a route sends its requests to a cluster");
            return null;
        }

        // As the proxy understands these words, they ask for nothing.
        Nothing(node, "AuthorizationPolicy", "Anonymous", "use access.apiKey or access.jwt of the route");
        Nothing(node, "CorsPolicy", "Disable", "let the upstream answer CORS requests");
        Nothing(node, "RateLimiterPolicy", "Disable", "leave it out");
        Nothing(node, "TimeoutPolicy", "Disable", "write Timeout in its place");
        Nothing(node, "OutputCachePolicy", "", "leave it out");
        node.Object("Metadata")?.Close("is metadata that nothing here reads");
        var route = new RouteDocument
        {
            Id = id,
            Cluster = settings.ClusterId(cluster),
            Order = node.Small("Order") ?? 0,
            Match = node.Object("Match") is { } match ? Match(match) : new MatchDocument(),
            Transforms = [.. node.List("Transforms").Select(transform => transform.AllTexts())],
            Timeout = node.Span("Timeout"),
            // -1 is "no limit".
            MaxRequestBodyBytes = node.Whole("MaxRequestBodySize") is { } size ? size < 0 ? long.MaxValue : size : null,
        };
        node.Close();
        return route;
    }

    static MatchDocument Match(SettingsNode node)
    {
        var path = node.Text("Path");
        var match = new MatchDocument
        {
            Path = path is null || path.StartsWith('/') ? path : "/" + path,
            Hosts = node.Texts("Hosts"),
            Methods = [.. node.Texts("Methods").Select(method => method.ToUpperInvariant())],
            Headers = [.. node.List("Headers").Select(Header).OfType<ValueMatchDocument>()],
            Query = [.. node.List("QueryParameters").Select(Query).OfType<ValueMatchDocument>()],
        };
        node.Close();
        return match;
    }

    static ValueMatchDocument? Header(SettingsNode node) => Condition(node, node.Choice<HeaderMode>("Mode") switch
    {
        HeaderMode.HeaderPrefix => MatchMode.Prefix,
        HeaderMode.Exists => MatchMode.Exists,
        HeaderMode.Contains => MatchMode.Contains,
        HeaderMode.NotContains => MatchMode.NotContains,
        HeaderMode.NotExists => MatchMode.NotExists,
        _ => MatchMode.Exact,
    });

    static ValueMatchDocument? Query(SettingsNode node) => Condition(node, node.Choice<MatchMode>("Mode") ?? MatchMode.Exact);

    static ValueMatchDocument? Condition(SettingsNode node, MatchMode mode)
    {
        var (name, values, isCaseSensitive) = (node.Text("Name"), node.Texts("Values"), node.Flag("IsCaseSensitive") ?? false);
        if (name is null)
            node.Refuse("Name", "is needed");
        node.Close();
        return name is null ? null : new ValueMatchDocument { Name = name, Values = values, Mode = mode, IsCaseSensitive = isCaseSensitive };
    }

    static void Nothing(SettingsNode node, string name, string harmless, string instead)
    {
        if (node.Text(name) is { Length: > 0 } policy && !policy.Equals(harmless, StringComparison.OrdinalIgnoreCase))
            node.Refuse(name, $"{ByCode}; {instead}");
    }

    /// <summary>YARP's HeaderMatchMode.</summary>
    enum HeaderMode
    {
        ExactHeader,
        HeaderPrefix,
        Exists,
        Contains,
        NotContains,
        NotExists,
    }
}
