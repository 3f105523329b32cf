using System.Security.Cryptography;
using Gateway.Admin.Contract;
using Gateway.Admin.Nodes;
using Gateway.Admin.Store;
using Gateway.Analytics.Requests;
using Gateway.Analytics.Storage;
using Gateway.Tests.Access;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Isolation;

/// <summary>A gateway with two marked tenants, made by their own administrators, with people, sessions and traffic.</summary>
sealed class MarkerStand : IAsyncDisposable
{
    readonly TestDatabase database;

    MarkerStand(TestDatabase database, TestGateway gateway) => (this.database, Gateway) = (database, gateway);

    public static MarkedTenant One { get; } = new("zqamber", "QM", unchecked((long)0xaaaaaaaaaaaaaaa0));

    public static MarkedTenant Two { get; } = new("zqbirch", "QN", unchecked((long)0xbbbbbbbbbbbbbbb0));

    public static IReadOnlyList<string> Roles { get; } = ["tenantAdmin", "tenantEditor", "tenantViewer", "teamAdmin", "teamViewer", "noRole"];

    public TestGateway Gateway { get; }

    /// <summary>Begin of the hour that has the traffic.</summary>
    public DateTime Start { get; private init; }

    public Dictionary<(MarkedTenant Tenant, string Role), ApiCaller> Callers { get; } = [];

    public static async Task<MarkerStand> StartAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var start = now.Date.AddHours(now.Hour - 2);
        // Before the gateway is there, so that it does not build the hour's sums without them.
        await using (var analytics = new AnalyticsDatabase(database.ConnectionString))
            await SampleEvent.StoreAsync(analytics, [.. One.Traffic(start.AddMinutes(5)), .. Two.Traffic(start.AddMinutes(5))]);
        var gateway = await TestGateway.StartAsync(database.ConnectionString);
        var stand = new MarkerStand(database, gateway) { Start = start };
        await gateway.ApplyAsync(new { tenants = new[] { One, Two }.Select(tenant => new { id = tenant.Id, name = tenant.Of("tenant-name") }) });
        foreach (var tenant in new[] { One, Two })
            await stand.AddAsync(tenant);
        await stand.ReportRefusalAsync();
        await Eventually.HoldsAsync(stand.AreSumsBuiltAsync, "questions are answered from sums, where there are any", TimeSpan.FromSeconds(60));
        return stand;
    }

    /// <summary>Ids of the tenant's traffic, which is stored as one spool's, the first tenant's before the second's.</summary>
    public static IEnumerable<string> RequestsOf(MarkedTenant tenant, DateTime start) =>
        from place in Enumerable.Range(1, MarkedTenant.Teams.Count)
        select new RequestId(1, tenant == One ? place : MarkedTenant.Teams.Count + place, start.AddMinutes(5)).ToString();

    /// <summary>Sends one request to the proxy of a tenant's route, with a key.</summary>
    public async Task<string> ProxyAsync(MarkedTenant tenant, string secret)
    {
        const string team = MarkedTenant.Team;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{tenant.Of(team, "path")}/1?{tenant.Of(team, "match-query")}={tenant.Of(team, "match-query-value")}");
        request.Headers.Host = tenant.Host(team);
        request.Headers.Add(tenant.Of(team, "match-header"), tenant.Of(team, "match-header-value"));
        request.Headers.Add(tenant.Of(team, "key-header"), secret);
        using var answer = await Gateway.Client.SendAsync(request);
        return $"{(int)answer.StatusCode} {answer.Headers} {await answer.Content.ReadAsStringAsync()}";
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await database.DisposeAsync();
    }

    async Task AddAsync(MarkedTenant tenant)
    {
        var admin = await AddPersonAsync(tenant, "tenantAdmin", People.Grant(Role.TenantAdmin, tenant.Id));
        var applied = await admin.JsonAsync("PUT", $"config?message={tenant.Of("message")}", tenant.Config(), 200);
        await Gateway.ServesAsync(applied["version"]!.GetValue<int>());
        await admin.PostAsync("silences", tenant.Silence());
        await AddDeliveryAsync(tenant);
        await admin.PostAsync("tokens", new { id = tenant.Of("token-id"), name = tenant.Of("token-name"), roles = new[] { new { role = "tenantViewer", tenant = tenant.Id } } });
        var certificate = TestCertificate.For(tenant.Of("host") + ".example");
        await admin.PostAsync("certificates", new { id = tenant.Of("certificate-id"), pem = certificate.Pem, key = certificate.Key });
        foreach (var team in MarkedTenant.Teams)
        {
            await admin.PostAsync("users", new
            {
                id = tenant.Of(team, "person-id"),
                name = tenant.Of(team, "person-name"),
                signIn = tenant.Of(team, "person-sign-in"),
                roles = new[] { new { role = "teamViewer", tenant = tenant.Id, team = MarkedTenant.IdOf(team) } },
            });
        }

        foreach (var alert in tenant.Ids["alerts"])
            await admin.JsonAsync("POST", $"alerts/{alert}/test", new { }, 202);
        await People.AddAsync(
            Gateway, tenant.Id, tenant.Of("vouched-id"), issuer: $"https://{tenant.Of("issuer")}", subject: tenant.Of("subject"), claimed: [People.Grant(Role.TenantViewer, tenant.Id)]);
        await OpenSessionAsync(tenant, tenant.Of(MarkedTenant.Team, "person-id"));
        await AddPersonAsync(tenant, "tenantEditor", People.Grant(Role.TenantEditor, tenant.Id));
        await AddPersonAsync(tenant, "tenantViewer", People.Grant(Role.TenantViewer, tenant.Id));
        await AddPersonAsync(tenant, "teamAdmin", People.Grant(Role.TeamAdmin, tenant.Id, MarkedTenant.IdOf(MarkedTenant.Team)));
        await AddPersonAsync(tenant, "teamViewer", People.Grant(Role.TeamViewer, tenant.Id, MarkedTenant.IdOf(MarkedTenant.Team)));
        await AddPersonAsync(tenant, "noRole");
    }

    async Task AddDeliveryAsync(MarkedTenant tenant)
    {
        await using var session = await Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(tenant.Id, CancellationToken.None);
        session.Db.AlertDeliveries.Add(new AlertDelivery
        {
            TenantId = tenant.Id,
            ChannelId = tenant.Of("channel-id"),
            AlertId = tenant.Of("delivery-alert"),
            Key = tenant.Of("delivery-key"),
            Incident = tenant.Of("delivery-incident"),
            Notice = "{}",
            State = "failed",
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Answer = tenant.Of("delivery-answer"),
        });
        await session.CommitAsync(CancellationToken.None);
    }

    async Task<bool> AreSumsBuiltAsync()
    {
        var answer = await Callers[(One, "tenantAdmin")].GetAsync($"kpi/query?preset=traffic/top-routes&from={Start:yyyy-MM-ddTHH:mm:ss}Z&to={Start.AddHours(1):yyyy-MM-ddTHH:mm:ss}Z&zone=UTC");
        return answer["result"]!["source"]!.GetValue<string>() != "raw";
    }

    async Task<ApiCaller> AddPersonAsync(MarkedTenant tenant, string role, params RoleGrant[] grants) =>
        Callers[(tenant, role)] = await People.AddAsync(Gateway, tenant.Id, tenant.Of(role.ToLowerInvariant() + "-id"), grants);

    async Task OpenSessionAsync(MarkedTenant tenant, string user)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var session = await Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        session.Db.UserSessions.Add(new UserSession
        {
            Id = Guid.NewGuid(),
            TenantId = tenant.Id,
            UserId = user,
            Hash = RandomNumberGenerator.GetBytes(32),
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now.AddHours(1),
            Address = tenant.Of("network"),
            Client = tenant.Of("client"),
        });
        await session.CommitAsync(CancellationToken.None);
    }

    // As a node would that cannot take a configuration: it names what it stumbles over, whosever that is.
    Task ReportRefusalAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        return Gateway.Services.GetRequiredService<NodeRegistry>().ReportAsync(new Node
        {
            Id = Guid.NewGuid(),
            Name = "refusing",
            Version = "1",
            Refusal = $"route {One.Of("route-id")}: no. route {Two.Of("route-id")}: no.",
            StartedAt = now,
            SeenAt = now,
        }, refused: 2, CancellationToken.None);
    }
}
