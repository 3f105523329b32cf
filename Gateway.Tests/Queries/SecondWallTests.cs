using System.Text.Json;
using Gateway.Admin.Queries;
using Gateway.Admin.Store;
using Gateway.Analytics.Queries;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>With the tenant left out of every statement, row security alone still returns no foreign row.</summary>
/// <param name="folded">Whether cells answer what they can.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class SecondWallTests(bool folded)
{
    static readonly QueryScope Walled = new("acme") { SeesPersons = true };
    static readonly QueryScope Open = Walled with { WithoutTenantCondition = true };
    static readonly TimeRange Range = new() { From = "2026-03-10T00:00:00Z", To = "2026-03-11T00:00:00Z", Interval = "6h" };

    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var end = new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero);
        stand = await QueryStand.CreateAsync(end, SampleTraffic.Make(2000, TimeSpan.FromDays(1)));
        await stand.ReportAsync("node-1", end);
        if (folded)
            await stand.FoldAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    static IEnumerable<Query> Questions() =>
    [
        new() { Measures = ["requests"] },
        new() { Measures = ["requests", "p95", "users"] },
        new() { Measures = ["requests", "p95"], Split = "time" },
        new() { Measures = ["requests"], Split = new(["time", "latency"]) },
        .. Dimensions.All.Where(dimension => dimension is { Splits: true, AcrossTenants: false })
            .SelectMany(dimension => new Query[]
            {
                new() { Measures = ["requests", "p50"], Split = dimension.Name, Limit = 1000 },
                new() { Measures = ["requests"], Split = new(["time", dimension.Name]), Limit = 50 },
            }),
    ];

    [TestCaseSource(nameof(Questions))]
    public async Task A_query_without_the_condition_answers_the_same(Query query)
    {
        var walled = await stand.AskAsync(Walled, query, Range);
        var open = await stand.AskAsync(Open, query, Range);
        Assert.That(JsonSerializer.Serialize(open), Is.EqualTo(JsonSerializer.Serialize(walled)));
        Assert.That(walled, Is.Not.InstanceOf<FailedResult>());
    }

    [Test]
    public async Task The_condition_is_really_gone_and_its_owner_would_see_everything()
    {
        var read = new CellRead
        {
            Window = new Window(DateTimeOffset.UnixEpoch, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), []),
            Conditions = [],
            Order = new Order(null, Ascending: true),
            Limit = 1,
            Parts = [Parts.Requests],
        };
        var parameters = new SqlParameters();
        var sql = new RawStatement(new EventRows(Open, read, parameters), read, DateTimeOffset.UnixEpoch, parameters).Build();
        Assert.That(sql, Does.Not.Contain("tenant"));
        await using var owner = await stand.Database.IngestAsync(default);
        await using var command = owner.Command(sql, parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.That(reader.GetDouble(6), Is.EqualTo(stand.Events.Count));
    }

    [Test]
    public async Task What_is_recorded_of_others_does_not_show()
    {
        var answer = await stand.AskAsync<NumberResult>(new QueryScope("nobody") { WithoutTenantCondition = true }, new Query { Measures = ["requests"] }, Range);
        Assert.That((answer.Value, answer.Reason), Is.EqualTo((default(double?), "nothing recorded yet")));
        Assert.That((await stand.AskAsync<NumberResult>(QueryScope.Nothing, new Query { Measures = ["requests"] }, Range)).Value, Is.Null);
    }

    [Test]
    public async Task Rows_read_without_any_condition_are_the_tenants()
    {
        await using var session = await stand.Database.ReadAsync("acme", default);
        await using var command = session.Command("select tenant, count(*) from events group by tenant");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, long)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetString(0), reader.GetInt64(1)));
        Assert.That(found, Is.EqualTo(new[] { ("acme", stand.Events.LongCount(each => each.Tenant == "acme")) }));
    }

    [Test]
    public async Task Names_of_another_tenants_ids_are_not_found()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var store = new GatewayStore(database.ConnectionString);
        await store.MigrateAsync(default);
        await using (var session = await store.OpenAsync(GatewayStore.AllTenants, default))
        {
            foreach (var tenant in new[] { "acme", "globex" })
            {
                session.Db.Tenants.Add(new Tenant { TenantId = tenant, Id = tenant, Name = tenant });
                session.Db.Teams.Add(new Team { TenantId = tenant, Id = $"team-of-{tenant}", Name = $"Team of {tenant}" });
            }

            await session.CommitAsync(default);
        }

        // This look-up has no condition of its own: the session's tenant is all there is.
        var names = await new StoreNames(store).NamesAsync("acme", "team", ["team-of-acme", "team-of-globex"], default);
        Assert.That(names.Keys, Is.EqualTo(new[] { "team-of-acme" }));
    }

    [Test]
    public void Scopes_that_see_something_else_share_no_kept_answer()
    {
        var identities = new[]
        {
            Walled,
            Open,
            Walled with { SeesPersons = false },
            Walled with { Tenant = "globex" },
            Walled with { Teams = ["a"] },
            Walled with { Teams = [] },
            Walled with { Keys = ["a"] },
            Walled with { Users = [1] },
        }.Select(scope => scope.Identity).ToList();
        Assert.That(identities, Is.Unique);
        var settable = typeof(QueryScope).GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic).Where(property => property.CanWrite).Select(property => property.Name);
        Assert.That(settable, Is.EquivalentTo(new[] { "Tenant", "Teams", "Keys", "Users", "SeesPersons", "WithoutTenantCondition" }), "a new property is part of the identity, and of this test");
    }
}
