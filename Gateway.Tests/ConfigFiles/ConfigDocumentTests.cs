using System.Text.Json.Nodes;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Contract;
using NUnit.Framework;
using static Gateway.Tests.ConfigFiles.ConfigStand;

namespace Gateway.Tests.ConfigFiles;

public sealed class ConfigDocumentTests
{
    const string Yaml = "application/yaml";

    /// <summary>An empty list of each kind that prune reaches.</summary>
    const string Nothing = """{ "apis": [], "groups": [], "clusters": [], "routes": [], "keys": [], "dashboards": [], "channels": [], "alerts": [] }""";

    [Test]
    public async Task A_generated_configuration_with_every_field_goes_round_byte_for_byte_in_both_forms()
    {
        var given = await AcceptedAsync(ConfigSample.Generated());
        Assert.That(ConfigSample.Fields(typeof(ConfigDocument)).Except(ConfigSample.Used(given)).Where(path => path != "keys.hash"), Is.Empty, "the sample uses every field");
        await PutAsync("config", null, given.ToJsonString());
        var (json, yaml) = (await ExportAsync("acme"), await ExportAsync("acme", Yaml));
        var schema = JsonNode.Parse(ConfigSchema.Text)!;
        Assert.That(SchemaCheck.Errors(schema, schema, JsonNode.Parse(json), "").Take(10), Is.Empty, "the export is what the schema says");

        foreach (var (text, type) in new[] { (json, "application/json"), (yaml, Yaml) })
        {
            await PutAsync("config?prune=true", "acme", Nothing);
            Assert.That(JsonNode.Parse(await ExportAsync("acme"))!.AsObject().Where(kind => kind.Key is not ("tenants" or "teams")).Sum(kind => kind.Value!.AsArray().Count), Is.Zero);
            var answer = await PutAsync("config?prune=true", "acme", text, type);
            Assert.That(answer["applied"]!.GetValue<bool>());
            Assert.That(await ExportAsync("acme"), Is.EqualTo(json), type);
            Assert.That(await ExportAsync("acme", Yaml), Is.EqualTo(yaml), type);
            Assert.That((await PutAsync("config?prune=true", "acme", text, type))["changes"]!.AsArray(), Is.Empty, "the same again changes nothing");
        }
    }

    [Test]
    public async Task Twenty_mistakes_are_twenty_errors_each_with_its_path_and_nothing_is_stored()
    {
        const string Wrong = """
            {
              "router": [],
              "tenants": [{ "id": "wrong", "name": "" }],
              "teams": [{ "id": "No", "tenant": "wrong", "name": "No" }],
              "apis": [{ "id": "a", "tenant": "wrong", "name": "A", "team": "none" }, { "id": "b", "tenant": "wrong" }],
              "groups": [{ "id": "g", "tenant": "wrong", "name": "G", "colour": "red" }],
              "clusters": [
                { "id": "c0", "tenant": "wrong", "loadBalancing": "Best" },
                { "id": "c1", "tenant": "wrong", "destinations": [{ "id": "a", "address": "http://127.0.0.1:1", "weight": 0 }, { "id": "b", "address": "x" }] },
                { "id": "c2", "tenant": "wrong", "destinations": [{ "id": "a", "address": "http://127.0.0.1:1" }], "healthCheck": { "passive": { "enabled": true, "failureRate": 2 } } }
              ],
              "routes": [
                { "id": "r0", "tenant": "wrong", "cluster": "none", "match": { "path": "/{" } },
                { "id": "r1", "tenant": "wrong", "cluster": "c0", "match": { "path": "/r1" }, "timeout": "soon", "order": 1.5 },
                { "id": "r2", "tenant": "wrong", "cluster": "c0", "api": "b", "groups": ["g"], "match": { "path": "/r2" }, "transforms": [{ "Nonsense": "x" }] },
                null
              ],
              "keys": [
                { "id": "k0", "tenant": "wrong", "name": "K", "expiresAt": "tomorrow" },
                { "id": "k1", "tenant": "wrong", "name": "K", "allow": { "routes": ["none", "r1"] } }
              ],
              "dashboards": [
                { "id": "d", "tenant": "wrong", "title": "D", "widgets": [{ "id": "w", "type": "gauge", "title": "", "x": 0, "y": 0, "w": 1, "h": 1, "query": { "measures": ["requests"] } }] },
                { "id": "p", "tenant": "wrong", "title": "P", "access": "private" }
              ]
            }
            """;
        string[] paths =
        [
            "router", "tenants[0].name", "teams[0].id", "apis[0].team", "apis[1].name", "groups[0].colour",
            "clusters[0].loadBalancing", "clusters[1].destinations[0].weight", "clusters[1].destinations[1].address", "clusters[2].healthCheck.passive.failureRate",
            "routes[0].cluster", "routes[0].match.path", "routes[1].timeout", "routes[1].order", "routes[2].transforms[0]", "routes[3]",
            "keys[0].expiresAt", "keys[1].allow.routes[0]", "dashboards[0].widgets[0].type", "dashboards[1].access",
        ];
        foreach (var (text, type) in new[] { (Wrong, "application/json"), (YamlWriter.Write(JsonNode.Parse(Wrong)!), Yaml) })
        {
            var errors = (await PutAsync("config", null, text, type, expected: 422))["errors"]!.AsObject();
            Assert.That(errors.Select(error => error.Key), Is.EquivalentTo(paths), errors.ToString());
        }

        Assert.That(JsonNode.Parse(await ExportAsync(null))!["tenants"]!.AsArray().Select(tenant => tenant!["id"]!.GetValue<string>()), Has.None.EqualTo("wrong"));
    }

    [Test]
    public async Task Prune_removes_of_the_kinds_and_tenants_that_the_document_is_about_and_of_nothing_else()
    {
        await PutAsync("config", null, """
            {
              "tenants": [{ "id": "one", "name": "One" }, { "id": "two", "name": "Two" }],
              "teams": [{ "id": "t", "tenant": "one", "name": "T" }],
              "groups": [{ "id": "a", "tenant": "one", "name": "A" }, { "id": "b", "tenant": "one", "name": "B" }, { "id": "a", "tenant": "two", "name": "A" }],
              "clusters": [{ "id": "c", "tenant": "one", "destinations": [{ "id": "d", "address": "http://127.0.0.1:1" }] }],
              "routes": [{ "id": "r", "tenant": "one", "cluster": "c", "groups": ["b"], "match": { "path": "/one-r" } }]
            }
            """);

        var plan = await PutAsync("config?prune=true&dryRun=true", null, """{ "teams": [], "groups": [{ "id": "b", "tenant": "one", "name": "B" }] }""");
        Assert.That(plan["changes"]!.AsArray().Select(change => $"{change!["tenant"]} {change["collection"]} {change["id"]}"), Is.EqualTo(new[] { "one groups a" }));
        Assert.That(plan["applied"]!.GetValue<bool>(), Is.False);
        var stays = plan["left"]!.AsArray().ToDictionary(one => $"{one!["tenant"]} {one["collection"]} {one["id"]}", one => one!["why"]!.GetValue<string>());
        Assert.That(stays["one teams t"], Does.Contain("people's roles"));
        Assert.That(stays["one clusters c"], Does.Contain("no list of clusters"));
        Assert.That(stays["two groups a"], Does.Contain("does not speak of the tenant two"));
        Assert.That(stays.Keys, Has.None.EqualTo("one groups a"), "what goes does not stay");

        await PutAsync("config?prune=true", "one", """{ "clusters": [] }""", expected: 409);
        var refused = await PutAsync("config?prune=true", "one", """{ "clusters": [], "routes": [{ "id": "r", "cluster": "c", "match": { "path": "/one-r" } }] }""", expected: 422);
        Assert.That(refused["errors"]!["routes[0].cluster"], Is.Not.Null, "what shall go is not there to refer to");

        await PutAsync("config?prune=true", "one", """{ "teams": [], "groups": [], "clusters": [], "routes": [] }""");
        var left = JsonNode.Parse(await ExportAsync("one"))!;
        Assert.That(left["groups"]!.AsArray().Concat(left["clusters"]!.AsArray()).Concat(left["routes"]!.AsArray()), Is.Empty);
        Assert.That(left["teams"]!.AsArray(), Has.Count.EqualTo(1), "people's roles would go with a team");
        Assert.That(JsonNode.Parse(await ExportAsync("two"))!["groups"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_dashboard_in_the_document_is_saved_as_a_version_of_its_own_and_makes_none_of_the_configuration()
    {
        static string Document(string title) => $$"""{ "dashboards": [{ "id": "board", "title": "{{title}}" }] }""";
        await PutAsync("config", null, """{ "tenants": [{ "id": "boards", "name": "Boards" }] }""");
        var before = (await PutAsync("config", "boards", Document("First")))["version"]!.GetValue<int>();
        var answer = await PutAsync("config", "boards", Document("Second"));
        Assert.That(answer["applied"]!.GetValue<bool>());
        Assert.That(answer["version"]!.GetValue<int>(), Is.EqualTo(before));
        using var request = new HttpRequestMessage(HttpMethod.Get, "dashboards/board");
        request.Headers.Add("X-Tenant", "boards");
        using var board = await ConfigStand.Gateway.Api.SendAsync(request);
        Assert.That(JsonNode.Parse(await board.Content.ReadAsStringAsync())!["version"]!.GetValue<int>(), Is.EqualTo(2));
    }

    [Test]
    public async Task Yaml_that_is_none_is_told_with_line_and_column_and_other_content_is_not_taken()
    {
        var problem = await PutAsync("config", null, "routes:\n- id: &a x\n", Yaml, expected: 400);
        Assert.That(problem["detail"]!.GetValue<string>(), Does.Contain("line 2, column 7").And.Contain("Anchors"));
        await PutAsync("config", null, "[]", Yaml, expected: 400);
        await PutAsync("config", null, "a,b", "text/csv", expected: 415);
    }

    /// <summary>The document without the copies that the gateway refuses.</summary>
    static async Task<JsonObject> AcceptedAsync(JsonObject document)
    {
        var all = Count(document);
        for (var round = 0; round < 3; round++)
        {
            using var content = System.Net.Http.Json.JsonContent.Create(document);
            using var answer = await ConfigStand.Gateway.Api.PutAsync("config?dryRun=true", content);
            if ((int)answer.StatusCode == 200)
                break;
            var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject();
            var refused = errors.Select(error => error.Key.Split(']')[0].Split('[')).Select(part => (Kind: part[0], Index: int.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture)));
            foreach (var (kind, index) in refused.Distinct().OrderByDescending(each => each.Index))
            {
                Assert.That(index, Is.Not.Zero, $"the sample itself is refused: {errors}");
                document[kind]!.AsArray().RemoveAt(index);
            }
        }

        Assert.That(Count(document), Is.GreaterThan(all / 2).And.GreaterThan(100), "most copies are accepted");
        return document;
    }

    static int Count(JsonObject document) => document.Sum(kind => kind.Value!.AsArray().Count);
}
