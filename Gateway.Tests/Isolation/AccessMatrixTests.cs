using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Tests.Access;
using NUnit.Framework;

namespace Gateway.Tests.Isolation;

/// <summary>Every endpoint of the API, every kind of caller, own and foreign tenant and team: what they hear stands in one table.</summary>
public sealed class AccessMatrixTests
{
    AccessStand stand = null!;
    AccessTable table = null!;
    AccessCall[] calls = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await AccessStand.StartAsync();
        table = AccessTable.Read();
        calls = [.. ApiEndpoints.Of(stand.Gateway).SelectMany(endpoint => AccessCall.Of(endpoint.Method, endpoint.Path))];
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public void The_table_has_a_row_for_each_endpoint_and_a_column_for_each_role()
    {
        var rows = calls.Select(call => call.Row).ToList();
        Assert.That(rows, Has.Count.GreaterThan(80).And.Unique);
        Assert.That(rows.Except(table.Rows.Keys), Is.Empty, "endpoints without a row");
        Assert.That(table.Rows.Keys.Except(rows), Is.Empty, "rows without an endpoint");
        Assert.That(table.Columns, Is.EqualTo(AccessStand.Roles.Keys));
    }

    [Test]
    public async Task Each_endpoint_answers_each_role_as_the_table_says()
    {
        var found = await Task.WhenAll(AccessStand.Roles.Keys.Select(async role =>
        {
            using var caller = await stand.ByTokenAsync(role);
            return await CellsAsync(caller, role);
        }));
        Check(AccessStand.Roles.Keys, found);
    }

    [Test]
    public async Task A_browser_hears_the_same_as_a_token()
    {
        string[] roles = ["platformAdmin", "tenantEditor", "teamAdmin"];
        var found = await Task.WhenAll(roles.Select(async role =>
        {
            using var caller = await stand.ByCookieAsync(role);
            return await CellsAsync(caller, role);
        }));
        Check(roles, found);
    }

    /// <summary>The database refuses U+0000 in text; nobody hears of it by 500.</summary>
    [Test]
    public async Task A_null_character_is_refused_at_its_field_by_every_endpoint()
    {
        var documents = NullCharacters.Documents(stand.Gateway);
        var person = await People.AddAsync(stand.Gateway, AccessStand.Tenant, "hostile", [People.Grant(Role.PlatformAdmin)]);
        var inTenant = person.For(AccessStand.Tenant);
        var wrong = new List<string>();
        var asked = 0;
        foreach (var call in calls.DistinctBy(call => (call.Method, call.Address)))
        {
            var address = call.AddressFor(AccessStand.Team);
            var (_, bare) = await person.SendAsync(call.Method, $"{address.Split('?')[0]}?search={NullCharacters.Text.Replace("\0", "%00", StringComparison.Ordinal)}", call.Method is "GET" or "DELETE" ? null : new { });
            if (!bare.Contains("halves of surrogate pairs", StringComparison.Ordinal))
                wrong.Add($"{call.Row}?search=: {bare}");
            foreach (var (path, body) in documents.TryGetValue(call.Row, out var type) ? NullCharacters.In(type) : [])
            {
                asked++;
                var (status, text) = await inTenant.SendAsync(call.Method, address, body);
                if (status == 403)
                    (status, text) = await person.SendAsync(call.Method, address, body);
                // A secret link that leads nowhere: nothing of the body is read.
                if (call.Row == "POST /shared/query" && status == 401)
                    continue;
                if (status != 422 || JsonNode.Parse(text)!["errors"]?[path] is null)
                    wrong.Add($"{call.Row} {path}: {status} {text}");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(asked, Is.GreaterThan(200));
    }

    async Task<Dictionary<(string Row, string Role), string>> CellsAsync(AccessCaller caller, string role)
    {
        var cells = new Dictionary<(string, string), string>();
        foreach (var call in calls)
        {
            var own = await caller.AskAsync(call, AccessStand.Team, AccessStand.Tenant);
            var otherTeam = call.IsOfTeam ? await caller.AskAsync(call, AccessStand.OtherTeam, AccessStand.Tenant) : '.';
            var foreign = await caller.AskAsync(call, AccessStand.Team, AccessStand.OtherTenant);
            var none = await caller.AskAsync(call, AccessStand.Team, null);
            cells[(call.Row, role)] = $"{own}{otherTeam}{foreign}{none}";
        }

        return cells;
    }

    void Check(IEnumerable<string> roles, IEnumerable<Dictionary<(string Row, string Role), string>> found)
    {
        var cells = found.SelectMany(each => each).ToDictionary();
        var differing = (
            from call in calls
            let written = table.Rows.GetValueOrDefault(call.Row)
            from role in roles
            let expected = written?[table.Columns.ToList().IndexOf(role)]
            where cells[(call.Row, role)] != expected
            select $"{call.Row} for {role}: {cells[(call.Row, role)]}, written is {expected ?? "nothing"}").ToList();
        if (differing.Count == 0)
            return;
        var whole = roles.Count() == AccessStand.Roles.Count
            ? "\nAs it is now:\n" + string.Join('\n', calls.Select(call => AccessTable.Write(call.Row, roles, roles.ToDictionary(role => role, role => cells[(call.Row, role)]))))
            : "";
        Assert.Fail(string.Join('\n', differing) + whole);
    }
}
