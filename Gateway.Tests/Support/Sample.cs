namespace Gateway.Tests.Support;

/// <summary>Documents that tests begin with.</summary>
static class Sample
{
    /// <summary>Tenant <c>acme</c> with a keyed route <c>orders</c> and an open route <c>open</c>, both to one upstream.</summary>
    public static object Config(string upstream) => new
    {
        tenants = new[] { new { id = "acme", name = "Acme" } },
        teams = new[] { new { id = "shop", tenant = "acme", name = "Shop" } },
        apis = new[] { new { id = "orders", tenant = "acme", name = "Orders" } },
        groups = new[] { new { id = "gold", tenant = "acme", name = "Gold" } },
        clusters = new[] { Cluster("main", upstream) },
        routes = new object[]
        {
            new
            {
                id = "orders", tenant = "acme", api = "orders", team = "shop", groups = new[] { "gold" }, cluster = "main",
                match = new { path = "/orders/{**rest}" },
                access = new { apiKey = "required" },
            },
            new { id = "open", tenant = "acme", cluster = "main", match = new { path = "/open/{**rest}" } },
        },
    };

    public static object Cluster(string id, string upstream) =>
        new { id, tenant = "acme", destinations = new[] { new { id = "a", address = upstream } } };
}
