using System.Text.Json.Nodes;
using Gateway.Admin.ConfigFiles;
using NUnit.Framework;

namespace Gateway.Tests.ConfigFiles;

public sealed class YamlTests
{
    [Test]
    public void Every_text_comes_back_as_it_was_as_a_value_and_as_a_name()
    {
        foreach (var text in ConfigSample.HardTexts)
        {
            var node = new JsonObject { ["value"] = text, ["list"] = new JsonArray(text, new JsonObject { [text] = text }) };
            var yaml = YamlWriter.Write(node);
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(YamlReader.ToJson(yaml)), node), $"{node.ToJsonString()}\n{yaml}");
        }
    }

    [Test]
    public void What_is_written_is_plain_to_read()
    {
        var node = JsonNode.Parse("""{ "routes": [{ "id": "a", "order": 1, "enabled": true, "api": null, "match": { "path": "/a/{**rest}", "hosts": [] }, "timeout": "00:00:30", "note": "one\ntwo\n" }], "keys": {} }""")!;
        Assert.That(YamlWriter.Write(node), Is.EqualTo("""
            routes:
            - id: a
              order: 1
              enabled: true
              api: null
              match:
                path: /a/{**rest}
                hosts: []
              timeout: "00:00:30"
              note: |
                one
                two
            keys: {}

            """));
    }

    [TestCase("a: &x 1\nb: *x", 1, 4, "Anchors")]
    [TestCase("a: 1\nb: *x", 2, 4, "Aliases")]
    [TestCase("a: !!binary aGk=", 1, 4, "Tags")]
    [TestCase("!thing\na: 1", 1, 1, "Tags")]
    [TestCase("a: 1\nb:\n  c: 1\n  c: 2", 4, 3, "'c' is given twice")]
    [TestCase("? [a]\n: 1", 1, 3, "A name is expected")]
    [TestCase("a: 1\n---\nb: 2", 2, 1, "begins a second")]
    [TestCase("", 1, 1, "There is no document")]
    [TestCase("# nothing", 1, 1, "There is no document")]
    [TestCase("a: 1\nb: x\0\nc: 2", 2, 5, "U+0000")]
    [TestCase("a: 1\nb: \"\\uD800\"", 2, 4, "surrogate")]
    [TestCase("a: [1", 2, 1, "flow sequence")]
    [TestCase("a: 1\n\tb: 2", 1, 4, "tab character")]
    public void What_is_no_plain_document_is_refused_with_its_place(string text, int line, int column, string message)
    {
        var refused = Assert.Throws<UnreadableTextException>(() => YamlReader.ToJson(text));
        Assert.That(refused!.Message, Does.Contain(message));
        Assert.That(refused.Place, Is.EqualTo(new TextPlace(line, column)), refused.Message);
    }

    [TestCase("[", "")]
    [TestCase("{a: ", "")]
    [TestCase("- ", "1")]
    [TestCase("? ", "1")]
    public void Deep_nesting_is_refused_before_it_costs_anything(string open, string inside)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100_000)) + inside;
        Assert.Throws<UnreadableTextException>(() => YamlReader.ToJson(text));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_path_leads_to_its_place_in_the_text(bool isYaml)
    {
        var text = isYaml
            ? "routes:\n- id: a\n- id: b\n  match: { path: /b }\n"
            : "{ \"routes\": [\n { \"id\": \"a\" },\n { \"id\": \"b\",\n   \"match\": { \"path\": \"/b\" } } ] }";
        var places = TextPlaces.Of(text, isYaml);
        Assert.Multiple(() =>
        {
            Assert.That(places.Find("routes[1].match.path").Line, Is.EqualTo(4));
            Assert.That(places.Find("routes[1].cluster"), Is.EqualTo(places.Find("routes[1]")), "what is missing would stand there");
            Assert.That(places.Find("routes[1]").Line, Is.EqualTo(3));
            Assert.That(places.Find("nothing").Line, Is.EqualTo(1));
        });
    }
}
