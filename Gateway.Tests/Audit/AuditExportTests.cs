using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Admin.Http;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Audit;

/// <summary>The audit as a file.</summary>
public sealed class AuditExportTests
{
    TestStand stand = null!;
    ApiCaller admin = null!;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        admin = await ApiCaller.OfRoleAsync(Gateway, "tenantAdmin", "acme");
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "other", name = "Other-marker" } } });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task As_CSV_it_has_a_header_and_fields_that_no_spreadsheet_runs()
    {
        await using (var connection = new NpgsqlConnection(stand.Database.AdministratorConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                """
                insert into gateway.audit (time, tenant_id, actor, address, action, collection, object_id, before, after)
                values ('2026-11-20T12:00:00Z', 'acme', '=cmd|''/c calc''!A1', '192.0.2.7', 'update', 'formulas', '@x', null, '{"name": "a, \"b\""}')
                """,
                connection);
            await command.ExecuteNonQueryAsync();
        }

        var (status, text) = await admin.SendAsync("GET", "audit/export?collection=formulas");
        Assert.That(status, Is.EqualTo(200), text);
        var lines = text.Split("\r\n");
        Assert.That(lines[0], Is.EqualTo("number,time,tenant,actor,address,action,collection,id,before,after"));
        var number = lines[1].Split(',')[0];
        Assert.That(lines[1], Is.EqualTo(
            $"{number},2026-11-20T12:00:00.0000000+00:00,acme,'=cmd|'/c calc'!A1,192.0.2.7,update,formulas,'@x,,\"{{\"\"name\"\": \"\"a, \\\"\"b\\\"\"\"\"}}\""));
        Assert.That(lines[2..], Is.EqualTo(new[] { "" }));
    }

    [TestCase(null, "")]
    [TestCase("", "")]
    [TestCase("plain", "plain")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"no\"", "\"say \"\"no\"\"\"")]
    [TestCase("one\ntwo", "\"one\ntwo\"")]
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+1", "'+1")]
    [TestCase("-1", "'-1")]
    [TestCase("@a", "'@a")]
    [TestCase("=\"a,b\"", "\"'=\"\"a,b\"\"\"")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("1=1", "1=1")]
    public void A_field_is_written(string? text, string expected) => Assert.That(Csv.Row([text]), Is.EqualTo(expected + "\r\n"));

    [Test]
    public async Task As_JSON_lines_it_gives_the_entries_of_the_list_with_the_same_filters_and_says_who_took_it()
    {
        await admin.PostAsync("teams", new { id = "lines", name = "Lines" });
        var list = (await admin.GetAsync("audit?object=lines&limit=1000"))["items"]!.AsArray();
        var (_, text) = await admin.SendAsync("GET", "audit/export?format=jsonl&object=lines");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)).ToList();
        Assert.That(lines.Select(line => line!.ToJsonString()), Is.EqualTo(list.Select(entry => entry!.ToJsonString())));
        var taken = (await admin.GetAsync("audit?action=export&object=jsonl"))["items"]!.AsArray()[0]!;
        Assert.That($"{taken["actor"]} {taken["collection"]} {taken["address"]}", Is.EqualTo("token tenantAdmin audit 127.0.0.1"));
        Assert.That((await admin.SendAsync("GET", "audit/export?format=jsonl")).Text, Does.Not.Contain("Other-marker").And.Not.Contain("\"other\""));
        Assert.That(await admin.StatusAsync("GET", "audit/export?format=xml"), Is.EqualTo(400));
    }

    [Test]
    public async Task A_long_one_is_sent_while_it_is_read()
    {
        const int Entries = 50_000;
        await using (var connection = new NpgsqlConnection(stand.Database.AdministratorConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                $"insert into gateway.audit (time, tenant_id, actor, action, collection, object_id) select now(), 'acme', 'load', 'update', 'many', repeat('x', 100) || n from generate_series(1, {Entries}) n",
                connection);
            await command.ExecuteNonQueryAsync();
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "audit/export?collection=many");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", admin.Token);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var answer = await Gateway.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That(answer.Content.Headers.ContentLength, Is.Null, "its length is not known when it begins");
        Assert.That(answer.Content.Headers.ContentDisposition!.FileName, Does.Contain("audit.csv"));
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var lines = 0;
        var held = 0L;
        while (await reader.ReadLineAsync() is not null)
        {
            if (++lines == Entries / 2)
                held = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        Assert.That(lines, Is.EqualTo(Entries + 1));
        Assert.That(held, Is.LessThan(5_000_000), "half of it on the way; all of it has over 9 MB of text");
    }
}
