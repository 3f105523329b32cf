using System.Text.Json.Nodes;
using NUnit.Framework;
using static Gateway.Tests.Dashboards.DashboardStand;

namespace Gateway.Tests.Dashboards;

/// <summary>What is wrong with a dashboard is told at its path, and what is merely strange is kept as it is.</summary>
public sealed class DashboardFieldTests : DashboardStandTests
{
    [TestCase("id", "\"removed\"", "id")]
    [TestCase("id", "\"new\"", "id")]
    [TestCase("id", "\"No\"", "id")]
    [TestCase("title", "\"\"", "title")]
    [TestCase("title", "\"a\\u0000b\"", "title")]
    [TestCase("title", "\"a\\nb\"", "title")]
    [TestCase("description", "\"a\\u0000b\"", "description")]
    [TestCase("folder", "\"\"", "folder")]
    [TestCase("tags", "[\"\"]", "tags[0]")]
    [TestCase("access", "\"all\"", "access")]
    [TestCase("access", "\"team\"", "team")]
    [TestCase("team", "\"shop\"", "team")]
    [TestCase("typo", "1", "typo")]
    [TestCase("defaults", "{ \"refreshSeconds\": 7 }", "defaults.refreshSeconds")]
    [TestCase("defaults", "{ \"compare\": \"year\" }", "defaults.compare")]
    [TestCase("defaults", "{ \"zone\": \"Mars\" }", "defaults.zone")]
    [TestCase("defaults", "{ \"range\": { \"from\": \"yesterday\", \"to\": \"now\" } }", "defaults.range.from")]
    [TestCase("defaults", "{ \"filters\": [{ \"dimension\": \"colour\", \"op\": \"is\", \"values\": [\"red\"] }] }", "defaults.filters[0].dimension")]
    public async Task A_dashboard(string field, string value, string path)
    {
        var errors = await Stand.Editor.RefusedAsync("POST", "dashboards", With(Sample("wrong"), field, JsonNode.Parse(value)));
        Assert.That(errors.Select(each => each.Key), Is.EqualTo(new[] { path }));
    }

    [TestCase("id", "\"a b\"", "id")]
    [TestCase("id", "\"w0\"", "id")]
    [TestCase("type", "\"gauge\"", "type")]
    [TestCase("type", "\"number\"", "type")]
    [TestCase("type", "\"text\"", "query")]
    [TestCase("query", "null", "query")]
    [TestCase("query", "{ \"measures\": [\"speed\"] }", "query.measures[0]")]
    [TestCase("query", "{ \"preset\": \"traffic/nothing\" }", "query.preset")]
    [TestCase("query", "{ \"measures\": [\"requests\"], \"split\": \"time\", \"filters\": [{ \"dimension\": \"route\", \"op\": \"like\", \"values\": [\"a\"] }] }", "query.filters[0].op")]
    [TestCase("query", "{ \"measures\": [\"requests\"], \"split\": \"time\", \"ref\": \"a\" }", "query.ref")]
    [TestCase("x", "12", "x")]
    [TestCase("x", "7", "w")]
    [TestCase("w", "0", "w")]
    [TestCase("h", "25", "h")]
    [TestCase("y", "-1", "y")]
    [TestCase("y", "1.5", "y")]
    [TestCase("options", "{ \"foo\": 1 }", "options.foo")]
    [TestCase("options", "{ \"unit\": \"furlong\" }", "options.unit")]
    [TestCase("options", "{ \"decimals\": 7 }", "options.decimals")]
    [TestCase("options", "{ \"min\": 2, \"max\": 1 }", "options.max")]
    [TestCase("options", "{ \"max\": 1e999 }", "options.max")]
    [TestCase("options", "{ \"columns\": [\"speed\"] }", "options.columns[0]")]
    [TestCase("options", "{ \"sort\": { \"column\": \"speed\" } }", "options.sort.column")]
    [TestCase("options", "{ \"thresholds\": [{ \"value\": 1 }] }", "options.thresholds[0].color")]
    [TestCase("options", "{ \"thresholds\": [{ \"value\": 1, \"color\": \"pink\" }] }", "options.thresholds[0].color")]
    [TestCase("options", "{ \"colours\": \"rainbow\" }", "options.colours")]
    [TestCase("options", "{ \"note\": \"a\\u0000\" }", "options.note")]
    public async Task A_widget(string field, string value, string path)
    {
        var document = Sample("wrong");
        var first = document["widgets"]![0]!.DeepClone().AsObject();
        first["id"] = "w0";
        var wrong = With(document["widgets"]![0]!.DeepClone().AsObject(), field, JsonNode.Parse(value));
        document["widgets"] = new JsonArray(first, wrong);
        var errors = await Stand.Editor.RefusedAsync("POST", "dashboards", document);
        Assert.That(errors.Select(each => each.Key), Is.EqualTo(new[] { $"widgets[1].{path}" }), errors.ToJsonString());
    }

    [Test]
    public async Task Too_many_widgets_are_refused_and_sixty_with_small_pictures_are_one_question()
    {
        JsonArray Many(int count) => [.. Enumerable.Range(0, count).Select(i => JsonNode.Parse($$"""
            { "id": "w{{i}}", "type": "number", "title": "", "x": 0, "y": {{i}}, "w": 1, "h": 1, "query": { "measures": ["requests"] }, "options": { "spark": true } }
            """))];
        Assert.That(await Stand.Editor.RefusedAsync("POST", "dashboards", With(Sample("many"), "widgets", Many(61))), Does.ContainKey("widgets"));
        await Stand.Editor.PostAsync("dashboards", With(Sample("many"), "widgets", Many(60)));
        var queries = Enumerable.Range(0, 120).Select(i => new { @ref = $"q{i}", measures = new[] { "requests" } });
        Assert.That(await Stand.Viewer.StatusAsync("POST", "query", new { queries }), Is.EqualTo(200));
    }

    [Test]
    public async Task A_dry_run_tells_what_is_wrong_and_stores_nothing()
    {
        Assert.That(await Stand.Editor.RefusedAsync("POST", "dashboards?dryRun=true", With(Sample("overview"), "title", "")), Does.ContainKey("title"));
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards?dryRun=true", Sample("overview")), Is.EqualTo(204), "as a save of the one that is there");
        Assert.That(await Stand.Editor.StatusAsync("POST", "dashboards?dryRun=true", Sample("tried")), Is.EqualTo(204));
        Assert.That(await Stand.Editor.StatusAsync("GET", "dashboards/tried"), Is.EqualTo(404));
        Assert.That((await Stand.Editor.GetAsync("dashboards/overview"))["version"]!.GetValue<int>(), Is.Zero);
        Assert.That(await Stand.Viewer.StatusAsync("POST", "dashboards?dryRun=true", Sample("tried")), Is.EqualTo(403));
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("'; drop table dashboards; --")]
    [TestCase("\"quoted\" \\ & <b>")]
    [TestCase("\u202Eright to left\u202C שלום")]
    [TestCase("😀 {{title}} ${title} %00")]
    public async Task Hostile_text_is_kept_as_text(string text)
    {
        var document = With(With(With(Sample("hostile"), "title", text), "folder", text), "description", text);
        document["tags"] = new JsonArray(text);
        document["widgets"]![0]!["title"] = text;
        document["widgets"]![0]!["options"] = new JsonObject { ["note"] = text };
        await Stand.Editor.PostAsync("dashboards", document);
        var read = await Stand.Viewer.GetAsync("dashboards/hostile");
        Assert.That(new[] { read["title"], read["folder"], read["description"], read["tags"]![0], read["widgets"]![0]!["title"], read["widgets"]![0]!["options"]!["note"] }
            .Select(node => node!.GetValue<string>()), Is.All.EqualTo(text));
        Assert.That(await IdsAsync(Stand.Viewer, $"?search={Uri.EscapeDataString(text)}"), Is.EqualTo(new[] { "hostile" }));
        Assert.That(await Stand.Editor.StatusAsync("DELETE", "dashboards/hostile"), Is.EqualTo(204));
    }

    [Test]
    public async Task The_catalogue_names_the_options_of_each_widget()
    {
        var widgets = (await Stand.Viewer.GetAsync("catalogue"))["widgets"]!.AsArray();
        var known = typeof(Admin.Contract.WidgetOptions).GetProperties().Select(property => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToList();
        var named = widgets.SelectMany(widget => widget!["options"]!.AsArray().Select(option => option!.GetValue<string>())).Distinct().ToList();
        Assert.That(named, Is.EquivalentTo(known), "each option is some widget's, and each is one that a document may hold");
    }
}
