using Gateway.Admin.Contract;

namespace Gateway.Demo;

/// <summary>What the demo adds to the store: one tenant, and everything in it.</summary>
static class DemoConfig
{
    public const string Tenant = "demo";

    public static readonly string[] Keys = ["mobile-app", "web-shop", "partner-northwind", "billing-worker"];

    public static ConfigDocument Build(string upstream) => new()
    {
        Tenants = [new TenantDocument { Id = Tenant, Name = "Demo shop" }],
        Teams = [new TeamDocument { Id = "shop", Tenant = Tenant, Name = "Shop" }, new TeamDocument { Id = "billing", Tenant = Tenant, Name = "Billing" }],
        Apis = [new ApiDocument { Id = "catalogue", Tenant = Tenant, Name = "Catalogue" }, new ApiDocument { Id = "orders", Tenant = Tenant, Name = "Orders" }],
        Groups = [new GroupDocument { Id = "partners", Tenant = Tenant, Name = "Partners" }],
        Clusters =
        [
            new ClusterDocument
            {
                Id = "shop",
                Tenant = Tenant,
                Destinations = [new DestinationDocument { Id = "shop-a", Address = upstream }, new DestinationDocument { Id = "shop-b", Address = upstream }],
            },
        ],
        Routes =
        [
            Route("search", "catalogue", "shop", KeyAccess.Optional, []),
            Route("catalog", "catalogue", "shop", KeyAccess.Optional, ["partners"]),
            Route("media", "catalogue", "shop", KeyAccess.None, []),
            Route("orders", "orders", "shop", KeyAccess.Required, ["partners"]),
            Route("payments", "orders", "billing", KeyAccess.Required, []),
        ],
        Keys =
        [
            Key("mobile-app", "Mobile app", "mobile-team", null),
            Key("web-shop", "Web shop", "shop", null),
            Key("partner-northwind", "Partner: Northwind", "northwind", new KeyAllowDocument { Groups = ["partners"] }),
            Key("billing-worker", "Billing worker", "billing", new KeyAllowDocument { Apis = ["orders"] }),
        ],
    };

    static RouteDocument Route(string id, string api, string team, KeyAccess access, string[] groups) => new()
    {
        Id = id,
        Tenant = Tenant,
        Api = api,
        Team = team,
        Groups = groups,
        Cluster = "shop",
        Match = new MatchDocument { Path = $"/{id}/{{**rest}}" },
        Access = new AccessDocument { ApiKey = access },
        Timeout = TimeSpan.FromSeconds(30),
    };

    static KeyDocument Key(string id, string name, string consumer, KeyAllowDocument? allow) =>
        new() { Id = id, Tenant = Tenant, Name = name, Consumer = consumer, Allow = allow };
}
