using Gateway.Admin.Kpi;
using Gateway.Analytics.Storage;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Kpi;

/// <summary>
/// A gateway with traffic of two tenants. Tenant acme: team shop owns route orders and uses key mobile; team web owns route
/// site and uses key robot.
/// <code>
/// acme    orders (shop)  with key robot (web's)    3
///         site (web)     with key mobile (shop's)  2
///         open           without a key             1
/// other   far (spies)                              5
/// </code>
/// </summary>
sealed class KpiStand : IAsyncDisposable
{
    readonly TestDatabase database;

    KpiStand(TestDatabase database, TestGateway gateway, DateTime start) => (this.database, Gateway, Start) = (database, gateway, start);

    public TestGateway Gateway { get; }

    /// <summary>Begin of an hour; the traffic lies in the ten minutes after it.</summary>
    public DateTime Start { get; }

    /// <summary>The hour as parameters.</summary>
    public string Range => $"from={Start:yyyy-MM-ddTHH:mm:ss}Z&to={Start.AddHours(1):yyyy-MM-ddTHH:mm:ss}Z&zone=UTC";

    public static async Task<KpiStand> StartAsync()
    {
        var database = await TestDatabase.CreateAsync(migrate: false);
        // The first sums are built when the tests are over: what is stored here by hand is no late row to them.
        var gateway = await TestGateway.StartAsync(database.ConnectionString, null, "Gateway:Rollups:Interval=00:01:00");
        await gateway.ReadyAsync();
        await gateway.ApplyAsync(Sample.Config("http://127.0.0.1:9"));
        await gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "other", name = "Other-marker" } },
            teams = new[] { new { id = "web", tenant = "acme", name = "Web" }, new { id = "spies", tenant = "other", name = "Other-marker" } },
            keys = new[]
            {
                new { id = "mobile", tenant = "acme", name = "Mobile", consumer = "ada", team = "shop" },
                new { id = "robot", tenant = "acme", name = "Robot", consumer = "robots", team = "web" },
            },
        });
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var start = now.Date.AddHours(now.Hour - 2);
        var stand = new KpiStand(database, gateway, start);
        await stand.StoreAsync(
        [
            .. Enumerable.Repeat(stand.Event("orders") with { Team = "shop", Key = "robot", Cluster = "main", User = stand.Consumer("acme", "robots") }, 3),
            .. Enumerable.Repeat(stand.Event("site") with { Team = "web", Key = "mobile", Cluster = "hidden", User = stand.Consumer("acme", "ada") }, 2),
            stand.Event("open"),
            .. Enumerable.Repeat(stand.Event("other-marker") with { Tenant = "other", Team = "spies", Key = "mobile", User = stand.Consumer("other", "ada") }, 5),
        ]);
        return stand;
    }

    public SampleEvent Event(string route) => new() { Time = Start.AddMinutes(5), Route = route, Endpoint = $"/{route}" };

    public long Consumer(string tenant, string name) => Gateway.Services.GetRequiredService<IUserPseudonyms>().OfConsumer(tenant, name);

    public Task StoreAsync(IReadOnlyList<SampleEvent> events) => SampleEvent.StoreAsync(Gateway.Services.GetRequiredService<AnalyticsDatabase>(), events);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await database.DisposeAsync();
    }
}
