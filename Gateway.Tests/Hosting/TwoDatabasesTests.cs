using Gateway.Analytics.Ingest;
using Gateway.Analytics.Storage;
using Gateway.Hosting;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

/// <summary>Events and their sums on a database of their own.</summary>
public sealed class TwoDatabasesTests
{
    [Test]
    public async Task Each_database_has_its_schema_alone_and_a_removed_tenant_is_gone_from_both()
    {
        await using var control = await TestDatabase.CreateAsync(migrate: false);
        await using var events = await TestDatabase.CreateAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(control.ConnectionString, null, $"ConnectionStrings:Analytics={events.ConnectionString}");
        await gateway.ApplyAsync(Sample.Config(upstream.Address));
        var secret = await gateway.KeyAsync(new { id = "k", tenant = "acme", name = "K" });
        for (var sent = 0; sent < 3; sent++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/1");
            request.Headers.Add("X-Api-Key", secret);
            using var answer = await gateway.Client.SendAsync(request);
            Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        }

        await gateway.DrainedAsync(captured: 3);
        Assert.That(await ScalarAsync(control, "select to_regnamespace('analytics') is null and to_regclass('gateway.tenants') is not null"), Is.True);
        Assert.That(await ScalarAsync(events, "select to_regnamespace('gateway') is null and to_regclass('analytics.events') is not null"), Is.True);
        var rows = (await gateway.QueryAsync(new { @ref = "a", measures = new[] { "requests" }, split = "api" }, "acme"))["rows"]!.AsArray();
        Assert.That(rows.Select(row => $"{row!["label"]} {row["values"]!["requests"]}"), Is.EqualTo(new[] { "Orders 3" }), "figures from one, names from the other");

        // Sums of yesterday, as if the record had begun there.
        var yesterday = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
        await SampleEvent.StoreAsync(gateway.Services.GetRequiredService<AnalyticsDatabase>(), [new SampleEvent { Time = yesterday }, new SampleEvent { Time = yesterday, Tenant = "other" }]);
        await ScalarAsync(events, "update analytics.folds set since = null, closing = null, through = null where grain > 0");
        await Eventually.HoldsAsync(
            async () => await ScalarAsync(events, "select count(distinct tenant) from analytics.cells where tenant in ('acme', 'other') and grain = 4") is 2L, "sums of both tenants", TimeSpan.FromSeconds(60));

        using var removed = await gateway.Api.DeleteAsync("tenants/acme?cascade=true");
        Assert.That((int)removed.StatusCode, Is.EqualTo(204), await removed.Content.ReadAsStringAsync());
        Assert.That(await ScalarAsync(control, "select count(*) from gateway.tenants where id = 'acme'"), Is.Zero);
        Assert.That(await ScalarAsync(events, "select (select count(*) from analytics.events where tenant = 'acme') + (select count(*) from analytics.cells where tenant = 'acme')"), Is.Zero);
        Assert.That(await ScalarAsync(events, "select count(*) from analytics.events where tenant = 'other'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Neither_waits_for_the_other_and_ready_says_which_one_is_away()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var events = await server.CreateDatabaseAsync(migrate: false);
        await using var control = await TestDatabase.CreateAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await server.StopAsync();

        await using var gateway = await TestGateway.StartAsync(control.ConnectionString, null, $"ConnectionStrings:Analytics={events.ConnectionString}");
        await gateway.ApplyAsync(Sample.Config(upstream.Address));
        using var answer = await gateway.Client.GetAsync("/nowhere");
        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That((await gateway.GetAsync("routes"))["items"]!.AsArray(), Is.Not.Empty, "the admin area works");
        using var machines = new HttpClient();
        var ready = await machines.GetStringAsync(new Uri(gateway.Metrics, "/ready"));
        Assert.That(ready, Does.Contain("the database of events is away").And.Not.Contains("of the configuration is away"));
        using (var figures = await gateway.Api.GetAsync("pipeline"))
            Assert.That((int)figures.StatusCode, Is.EqualTo(503));

        await server.StartAsync();
        await gateway.DrainedAsync(captured: 1);
        await Eventually.HoldsAsync(
            async () => !(await machines.GetStringAsync(new Uri(gateway.Metrics, "/ready"))).Contains("is away", StringComparison.Ordinal), "both are there");
    }

    [Test]
    public async Task The_configurations_database_away_is_named_and_events_are_stored_all_the_same()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var control = await server.CreateDatabaseAsync(migrate: false);
        await using var events = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(control.ConnectionString, null, $"ConnectionStrings:Analytics={events.ConnectionString}");
        await gateway.ReadyAsync();
        await Eventually.HoldsAsync(() => gateway.Services.GetRequiredService<IngestStatus>().Current.State == WriterState.Running, "the writer runs");
        await server.StopAsync();
        using var answer = await gateway.Client.GetAsync("/nowhere");
        await gateway.DrainedAsync(captured: 1);
        using var machines = new HttpClient();
        await Eventually.HoldsAsync(
            async () => (await machines.GetStringAsync(new Uri(gateway.Metrics, "/ready"))).Contains("the database of the configuration is away", StringComparison.Ordinal), "it is named");
        Assert.That(await machines.GetStringAsync(new Uri(gateway.Metrics, "/ready")), Does.Not.Contain("of events is away"));
        await server.StartAsync();
    }

    [Test]
    public async Task A_look_at_the_databases_says_clearly_what_each_one_is()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var control = await TestDatabase.CreateAsync(migrate: false);
        await using var events = await server.CreateDatabaseAsync(migrate: true);
        var found = await LookAsync(control.ConnectionString, events.ConnectionString);
        Assert.That(found.Where(finding => finding.IsProblem), Is.Empty);
        var texts = found.Select(finding => $"{finding.Key}: {finding.Text}").ToList();
        Assert.That(texts, Has.One.StartsWith("ConnectionStrings:Gateway: ").And.Contains($" answers, PostgreSQL ").And.Contains($"database {control.Name}"));
        Assert.That(texts, Does.Contain("ConnectionStrings:Gateway: schema gateway is not there yet; the first start makes it"));
        Assert.That(texts, Has.One.StartsWith("ConnectionStrings:Analytics: schema analytics is at ").And.EndsWith("as this gateway needs it"));
        Assert.That(texts, Has.None.StartsWith("ConnectionStrings:Gateway: schema analytics"));
        Assert.That(await ScalarAsync(control, "select to_regnamespace('gateway') is null"), Is.True, "nothing was changed");

        await ScalarAsync(events, "set role gateway_ingest; insert into analytics.migrations (number, name) values (9000, 'later')");
        Assert.That((await LookAsync(null, events.ConnectionString)).Select(finding => finding.Text), Has.Some.Contains("newer than this gateway").And.Some.StartsWith("not set: the gateway runs a PostgreSQL of its own"));

        await server.StopAsync();
        var wrong = new NpgsqlConnectionStringBuilder(control.ConnectionString) { Password = "wrong" }.ConnectionString;
        found = await LookAsync(wrong, events.ConnectionString);
        Assert.That(found.Select(finding => finding.IsProblem), Is.All.True);
        Assert.That(found[0].Text, Does.StartWith("answers and refuses: ").And.Not.Contains("wrong"));
        Assert.That(found[1].Text, Does.StartWith("does not answer: "));
        await server.StartAsync();
        Assert.That((await LookAsync("Hostess=x", null))[0], Is.EqualTo(new DatabaseFinding("ConnectionStrings:Gateway", "cannot be read: Couldn't set hostess (Parameter 'hostess')", IsProblem: true)));
    }

    [Test]
    public async Task A_login_that_may_not_make_the_roles_is_told_what_to_run()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using (var administrator = new NpgsqlConnection(database.AdministratorConnectionString))
        {
            await administrator.OpenAsync();
            await using var command = new NpgsqlCommand("create role weak login password 'weak'", administrator);
            await command.ExecuteNonQueryAsync();
        }

        var weak = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "weak", Password = "weak" }.ConnectionString;
        var problem = (await LookAsync(null, weak)).Single(finding => finding.IsProblem);
        Assert.That(problem.Text, Does.Contain("may not set up roles and schemas").And.Contain("gateway_reader").And.Not.Contains("gateway_control"));
    }

    static Task<IReadOnlyList<DatabaseFinding>> LookAsync(string? control, string? events) => DatabaseCheck.LookAsync(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:Gateway", control), KeyValuePair.Create("ConnectionStrings:Analytics", events)]).Build(), default);

    static async Task<object?> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
