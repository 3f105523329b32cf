namespace Gateway.Bench.Proxy;

/// <summary>One route of the shape, the same in both proxies.</summary>
sealed record ShapedRoute(string Tenant, string Id, string Base)
{
    public string Pattern => $"{Base}/{{**rest}}";
}
