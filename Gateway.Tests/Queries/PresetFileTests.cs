using Gateway.Analytics.Queries;
using Gateway.Hosting;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

public sealed class PresetFileTests
{
    [Test]
    public void A_file_in_the_folder_is_a_preset_like_the_built_in_ones()
    {
        using var folder = new TestFolder();
        Write(folder, "one.json", """{ "name": "shop/checkout", "title": "Checkout", "description": "Requests of the checkout.", "query": { "measures": ["requests"], "split": "time" }, "widget": "area" }""");
        Write(folder, "two.json", """
            [ // Comments and a last comma are fine.
              { "name": "shop/errors", "title": "Errors", "description": "Errors of the shop.", "query": { "measures": ["errors"], "filters": [{ "dimension": "api", "values": ["shop"] }] }, "drill": "route" },
            ]
            """);
        var catalogue = new PresetCatalogue([], new QueryOptions { PresetsFolder = folder.Path });
        Assert.That(catalogue.Problems, Is.Empty);
        Assert.That(catalogue.Describe().Presets.Single(preset => preset.Name == "shop/checkout"), Has.Property("Widget").EqualTo("area").And.Property("Shape").EqualTo("series"));
        Assert.That(catalogue.TryFind("shop/errors", out var errors) && errors.Drill == "route", Is.True);
    }

    [Test]
    public void What_cannot_be_used_is_said_by_file_and_the_rest_counts()
    {
        using var folder = new TestFolder();
        Write(folder, "broken.json", "{ \"name\": ");
        Write(folder, "empty.json", "{}");
        Write(folder, "field.json", """{ "name": "a/b", "title": "T", "description": "D.", "query": { "measures": ["requests"] }, "colour": "red" }""");
        Write(folder, "null.json", """{ "name": null, "title": "T", "description": "D.", "query": { "measures": ["requests"] } }""");
        Write(folder, "query.json", """{ "name": "a/c", "title": "T", "description": "D.", "query": { "measures": ["speed"] } }""");
        Write(folder, "taken.json", """{ "name": "traffic/total", "title": "T", "description": "D.", "query": { "measures": ["requests"] } }""");
        Write(folder, "well.json", """{ "name": "a/d", "title": "T", "description": "D.", "query": { "measures": ["requests"] } }""");
        Write(folder, "hostile-name.json", $$"""{ "name": "a/<script>\u0000{{new string('x', 10_000)}}", "title": "T", "description": "D.", "query": { "measures": ["requests"] } }""");
        Write(folder, "hostile-title.json", """{ "name": "a/e", "title": "T\u0000", "description": "D\ud800", "query": { "measures": ["requests"] } }""");
        Write(folder, "long-title.json", $$"""{ "name": "a/f", "title": "{{new string('x', 10_000)}}", "description": "D.", "query": { "measures": ["requests"], "filters": [{ "dimension": "host", "values": ["a\u0000"] }] } }""");
        var catalogue = new PresetCatalogue([], new QueryOptions { PresetsFolder = folder.Path });
        string[] expected = ["broken.json: ", "empty.json: ", "field.json: ", "hostile-name.json: 'a/<script>xx", "hostile-title.json: ", "long-title.json: a/f: title: must be 1 to 200 characters", "long-title.json: a/f: query.filters[0].values[0]: ", "null.json: ", "query.json: a/c: query.measures[0]: ", "taken.json: traffic/total: "];
        Assert.That(catalogue.Problems, Has.Count.EqualTo(expected.Length));
        foreach (var start in expected)
            Assert.That(catalogue.Problems, Has.Some.StartsWith(start));
        Assert.That(catalogue.Problems, Has.All.Length.LessThan(1000));
        Assert.That(catalogue.TryFind("a/d", out _), Is.True);
    }

    [Test]
    public void A_start_with_files_that_cannot_be_used_is_refused_with_all_of_them()
    {
        using var folder = new TestFolder();
        Write(folder, "broken.json", "{");
        Write(folder, "empty.json", "{}");
        var refused = Assert.Throws<StartRefusedException>(() => ConfigurationCheck.ThrowIfWrong(Configuration(folder.Path)));
        Assert.That(refused!.Message, Does.Contain("broken.json").And.Contain("empty.json"));
        Assert.That(
            () => ConfigurationCheck.ThrowIfWrong(Configuration("/nowhere/at/all")),
            Throws.TypeOf<StartRefusedException>().With.Message.Contains("Gateway:Queries:PresetsFolder"));
    }

    static IConfiguration Configuration(string folder) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Gateway:Queries:PresetsFolder"] = folder }).Build();

    static void Write(TestFolder folder, string name, string text) => File.WriteAllText(Path.Combine(folder.Path, name), text);
}
