using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Tests.Access;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Isolation;

/// <summary>
/// A gateway with tenants acme and other. Acme has the teams shop and web with a route of each. Somebody of each role in acme; who
/// has one in a team has it in shop.
/// </summary>
sealed class AccessStand : IAsyncDisposable
{
    public const string Tenant = "acme";
    public const string OtherTenant = "other";
    public const string Team = "shop";
    public const string OtherTeam = "web";
    public const string Anonymous = "anonymous";

    readonly TestDatabase database;

    AccessStand(TestDatabase database, TestGateway gateway) => (this.database, Gateway) = (database, gateway);

    /// <summary>Columns of the table, in its order, and what the person there may.</summary>
    public static IReadOnlyDictionary<string, RoleGrant[]> Roles { get; } = new Dictionary<string, RoleGrant[]>
    {
        [Anonymous] = [],
        ["platformAdmin"] = [People.Grant(Role.PlatformAdmin)],
        ["platformObserver"] = [People.Grant(Role.PlatformObserver)],
        ["tenantAdmin"] = [People.Grant(Role.TenantAdmin, Tenant)],
        ["tenantEditor"] = [People.Grant(Role.TenantEditor, Tenant)],
        ["tenantViewer"] = [People.Grant(Role.TenantViewer, Tenant)],
        ["teamAdmin"] = [People.Grant(Role.TeamAdmin, Tenant, Team)],
        ["teamViewer"] = [People.Grant(Role.TeamViewer, Tenant, Team)],
        ["noRole"] = [],
    };

    public TestGateway Gateway { get; }

    public static async Task<AccessStand> StartAsync()
    {
        var database = await TestDatabase.CreateAsync(migrate: false);
        var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ApplyAsync(Sample.Config("http://127.0.0.1:9"));
        await gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = OtherTenant, name = "Other" } },
            teams = new[] { new { id = OtherTeam, tenant = Tenant, name = "Web" } },
            routes = new[] { Route(Team), Route(OtherTeam) },
            dashboards = new[] { Dashboard(Team), Dashboard(OtherTeam) },
            alerts = new[] { Alert(Team), Alert(OtherTeam) },
            keys = new[] { new { id = "revoked", tenant = Tenant, name = "Revoked" } },
            channels = new[] { new { id = "hook", tenant = Tenant, name = "Hook", type = "log" } },
        });
        var root = ApiCaller.Root(gateway);
        await root.For(Tenant).PostAsync("silences", new { id = "night", reason = "Night", from = "2020-01-01T00:00:00Z", to = "2020-01-02T00:00:00Z" });
        await root.PostAsync("keys/revoked/revoke", new { }, 200);
        var certificate = TestCertificate.For("api.acme.example");
        await root.For(Tenant).PostAsync("certificates", new { id = "shown", pem = certificate.Pem, key = certificate.Key });
        await root.For(Tenant).PostAsync("tokens", new { id = "kept", name = "Kept", roles = new[] { new { role = "tenantViewer", tenant = Tenant } } });
        // What a provider's claims gave cannot be taken away here, and there is no password to invite for.
        RoleGrant[] teams = [People.Grant(Role.TeamViewer, Tenant, Team), People.Grant(Role.TeamViewer, Tenant, OtherTeam)];
        await People.AddAsync(gateway, Tenant, "vouched", issuer: "https://id.example", subject: "1", claimed: teams);
        await People.AddAsync(gateway, Tenant, "member", teams);
        return new AccessStand(database, gateway);
    }

    /// <summary>The person of a column, with a token.</summary>
    public async Task<AccessCaller> ByTokenAsync(string role)
    {
        if (role == Anonymous)
            return new AccessCaller(Gateway);
        var person = await People.AddAsync(Gateway, HomeOf(role), $"{role.ToLowerInvariant()}-by-token", Roles[role]);
        return new AccessCaller(Gateway) { Token = person.Token };
    }

    /// <summary>The person of a column, with a browser.</summary>
    public async Task<AccessCaller> ByCookieAsync(string role)
    {
        var id = $"{role.ToLowerInvariant()}-by-cookie";
        await People.AddAsync(Gateway, HomeOf(role), id, Roles[role]);
        return new AccessCaller(Gateway) { Renew = () => SignInAsync(HomeOf(role), id), Session = await SignInAsync(HomeOf(role), id) };
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await database.DisposeAsync();
    }

    static string HomeOf(string role) => role.StartsWith("platform", StringComparison.Ordinal) ? GatewayStore.PlatformTenant : Tenant;

    static object Dashboard(string team) => new { id = $"of-{team}", tenant = Tenant, title = team, access = "team", team };

    static object Alert(string team) => new { id = $"of-{team}", tenant = Tenant, name = team, team, enabled = false, when = new { query = new { }, absent = true } };

    static object Route(string team) => new { id = $"of-{team}", tenant = Tenant, team, cluster = "main", match = new { path = $"/{team}/{{**rest}}" } };

    // Straight into the store: hashing a password for each would take longer than all the calls.
    async Task<byte[]> SignInAsync(string tenant, string user)
    {
        var secret = SessionCookie.Create();
        var now = TimeProvider.System.GetUtcNow();
        await using var session = await Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        session.Db.UserSessions.Add(new UserSession
        {
            Id = Guid.NewGuid(),
            TenantId = tenant,
            UserId = user,
            Hash = SessionCookie.Hash(secret),
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now.AddHours(1),
        });
        await session.CommitAsync(CancellationToken.None);
        return secret;
    }
}
