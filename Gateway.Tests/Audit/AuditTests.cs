using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Audit;

/// <summary>Who did what, from where, and who looked at whom.</summary>
public sealed class AuditTests
{
    TestStand stand = null!;
    ApiCaller root = null!;
    ApiCaller admin = null!;

    TestGateway Gateway => stand.Gateway;

    [SetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        root = ApiCaller.Root(Gateway);
        admin = await ApiCaller.OfRoleAsync(Gateway, "tenantAdmin", "acme");
    }

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Every_call_that_changes_something_stands_there_with_the_clients_address()
    {
        await admin.PostAsync("teams", new { id = "blue", name = "Blue" });
        var entry = await OnlyAsync("audit?object=blue");
        Assert.That($"{entry["actor"]} {entry["address"]} {entry["action"]} {entry["collection"]}", Is.EqualTo("token tenantAdmin 127.0.0.1 create teams"));
        await using var session = await SessionAsync();
        Assert.That(await session.Db.Audit.CountAsync(row => row.Address == null && row.Actor != "gateway"), Is.Zero);
    }

    [Test]
    public async Task Entries_are_found_by_each_filter_and_a_wrong_time_is_refused()
    {
        await admin.PostAsync("teams", new { id = "blue", name = "Blue" });
        await admin.JsonAsync("PATCH", "teams/blue", new { name = "Navy" }, 200);
        await admin.PostAsync("groups", new { id = "blue", name = "Blue" });
        foreach (var (filter, found) in new[]
        {
            ("search=BLUE", 3), ("search=127.0.0.1&collection=teams&object=blue", 2), ("action=update", 1), ("collection=groups&object=blue", 1),
            ("object=blue", 3), ("object=blu", 0), ("actor=TOKEN%20tenant", 3), ("actor=nobody", 0), ("from=2000-01-01T00:00:00Z&object=blue", 3),
            ("to=2000-01-01T00:00:00Z", 0), ("from=2999-01-01", 0), ("object=blue&action=create&collection=teams", 1),
        })
        {
            Assert.That((await admin.GetAsync("audit?" + filter))["items"]!.AsArray(), Has.Count.EqualTo(found), filter);
        }

        var (status, text) = await admin.SendAsync("GET", "audit?from=yesterday");
        Assert.That(status, Is.EqualTo(400));
        Assert.That(JsonNode.Parse(text)!["errors"]!.AsObject(), Does.ContainKey("from"));
    }

    [Test]
    public async Task Pages_stay_what_they_are_while_entries_are_added()
    {
        for (var i = 0; i < 7; i++)
            await admin.PostAsync("teams", new { id = $"page-{i}", name = "T" });
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await admin.GetAsync($"audit?search=page-&limit=2{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            seen.AddRange(page["items"]!.AsArray().Select(entry => entry!["id"]!.GetValue<string>()));
            cursor = page["next"]?.GetValue<string>();
            await admin.PostAsync("teams", new { id = $"page-late-{seen.Count}", name = "T" });
        }
        while (cursor is not null);
        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 7).Reverse().Select(i => $"page-{i}")));
    }

    [Test]
    public async Task Reading_personal_data_is_noted_in_the_tenant_it_is_about()
    {
        await admin.PostAsync("users", new { id = "ann", name = "Ann", signIn = "ann" });
        foreach (var address in new[] { "users", "users?search=ann", "users/ann", "users/ann", "users/ann/sessions", "tenants/acme/people" })
            await admin.GetAsync(address);
        await root.GetAsync("users/ann");
        Assert.That(await admin.StatusAsync("GET", "users/missing"), Is.EqualTo(404));

        var reads = (await admin.GetAsync("audit?action=read"))["items"]!.AsArray()
            .Select(entry => $"{entry!["actor"]}: {entry["collection"]} {entry["id"]} from {entry["address"]}");
        Assert.That(reads, Is.EquivalentTo(new[]
        {
            "token tenantAdmin: users * from 127.0.0.1", "token tenantAdmin: users ann from 127.0.0.1", "token tenantAdmin: people acme from 127.0.0.1",
            "bootstrap token: users ann from 127.0.0.1",
        }));
    }

    [Test]
    public async Task A_reader_is_noted_once_in_ten_minutes_for_an_object_also_when_reading_at_once()
    {
        var time = new SettableTime(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var store = Gateway.Services.GetRequiredService<GatewayStore>();
        var reads = new AuditReads(ActivatorUtilities.CreateInstance<AuditLog>(Gateway.Services, store, time), time);
        var one = new Caller("one", []);
        async Task<int> ReadAsync(Caller caller, string id)
        {
            var noted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => reads.NoteAsync(caller, "acme", "users", id, CancellationToken.None)));
            Assert.That(noted, Has.All.True);
            await using var session = await SessionAsync();
            return await session.Db.Audit.CountAsync(row => row.Action == AuditAction.Read && row.Actor == caller.Name && row.ObjectId == id);
        }

        Assert.That(await ReadAsync(one, "ann"), Is.EqualTo(1));
        Assert.That(await ReadAsync(one, "bob"), Is.EqualTo(1));
        Assert.That(await ReadAsync(new Caller("two", []), "ann"), Is.EqualTo(1));
        time.Now += TimeSpan.FromMinutes(9.9);
        Assert.That(await ReadAsync(one, "ann"), Is.EqualTo(1));
        time.Now += TimeSpan.FromMinutes(0.2);
        Assert.That(await ReadAsync(one, "ann"), Is.EqualTo(2));
    }

    [Test]
    public async Task Personal_data_is_not_shown_when_the_reading_cannot_be_noted()
    {
        await admin.PostAsync("users", new { id = "ann", name = "Ann-marker", signIn = "ann" });
        await ExecuteAsync("revoke insert on gateway.audit from gateway_control");
        foreach (var address in new[] { "users", "users/ann", "users/ann/sessions", "tenants/acme/people", "audit/export", "audit/export?format=jsonl" })
        {
            var (status, text) = await admin.SendAsync("GET", address);
            Assert.That(status, Is.EqualTo(503), address);
            Assert.That(text, Does.Not.Contain("marker"));
        }

        Assert.That(await admin.StatusAsync("GET", "routes"), Is.EqualTo(200), "nothing personal");
        await ExecuteAsync("grant insert on gateway.audit to gateway_control");
        Assert.That(await admin.StatusAsync("GET", "users/ann"), Is.EqualTo(200));
    }

    [Test]
    public async Task A_sign_in_can_be_added_and_nothing_be_taken_away()
    {
        var audit = Gateway.Services.GetRequiredService<AuditLog>();
        await audit.AddAsync(new Caller("ann", []) { Address = "192.0.2.7" }, AuditAction.SignInFailed, "acme", "users", "ann", CancellationToken.None);
        var entry = await OnlyAsync("audit?action=signInFailed");
        Assert.That($"{entry["actor"]} {entry["address"]} {entry["id"]}", Is.EqualTo("ann 192.0.2.7 ann"));

        await using var session = await SessionAsync();
        Assert.That(async () => await session.Db.Audit.ExecuteDeleteAsync(), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"));
    }

    async Task<JsonNode> OnlyAsync(string address) => (await admin.GetAsync(address))["items"]!.AsArray().Single()!;

    Task<StoreSession> SessionAsync() => Gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);

    async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(stand.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
