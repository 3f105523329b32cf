using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Admin.Contract;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>Turns documents into the proxy's own configuration. Ids carry the tenant: two tenants may use the same ones.</summary>
static class ProxyConfigBuilder
{
    public static string IdOf(string tenant, string id) => $"{tenant}/{id}";

    public static RouteConfig Build(RouteDocument route)
    {
        var match = route.Match;
        return new RouteConfig
        {
            RouteId = IdOf(route.Tenant ?? "", route.Id),
            ClusterId = IdOf(route.Tenant ?? "", route.Cluster),
            Order = route.Order,
            Match = new RouteMatch
            {
                Hosts = match.Hosts.Count == 0 ? null : match.Hosts,
                Path = match.Path,
                Methods = match.Methods.Count == 0 ? null : match.Methods,
                Headers = match.Headers.Count == 0 ? null : [.. match.Headers.Select(Header)],
                QueryParameters = match.Query.Count == 0 ? null : [.. match.Query.Select(Query)],
            },
            Transforms = route.Transforms.Count == 0 ? null : route.Transforms,
            Timeout = route.Timeout,
            MaxRequestBodySize = route.MaxRequestBodyBytes,
            // A change of anything in the document makes another configuration for the proxy, so its plan changes with it.
            Metadata = new Dictionary<string, string> { ["document"] = Fingerprint(route) },
        };
    }

    static RouteHeader Header(ValueMatchDocument match) => new()
    {
        Name = match.Name,
        Values = match.Values.Count == 0 ? null : match.Values,
        IsCaseSensitive = match.IsCaseSensitive,
        Mode = match.Mode switch
        {
            MatchMode.Exact => HeaderMatchMode.ExactHeader,
            MatchMode.Prefix => HeaderMatchMode.HeaderPrefix,
            MatchMode.Contains => HeaderMatchMode.Contains,
            MatchMode.NotContains => HeaderMatchMode.NotContains,
            MatchMode.Exists => HeaderMatchMode.Exists,
            _ => HeaderMatchMode.NotExists,
        },
    };

    static RouteQueryParameter Query(ValueMatchDocument match) => new()
    {
        Name = match.Name,
        Values = match.Values.Count == 0 ? null : match.Values,
        IsCaseSensitive = match.IsCaseSensitive,
        Mode = match.Mode switch
        {
            MatchMode.Exact => QueryParameterMatchMode.Exact,
            MatchMode.Prefix => QueryParameterMatchMode.Prefix,
            MatchMode.Contains => QueryParameterMatchMode.Contains,
            MatchMode.NotContains => QueryParameterMatchMode.NotContains,
            // The proxy has no "not exists" for query parameters; the check refuses it.
            _ => QueryParameterMatchMode.Exists,
        },
    };

    static string Fingerprint(RouteDocument route) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(route, ContractJson.Options)).AsSpan(0, 8))
            .ToLower(CultureInfo.InvariantCulture);
}
