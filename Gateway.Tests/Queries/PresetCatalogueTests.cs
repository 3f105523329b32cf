using System.Text.Json;
using Gateway.Analytics.Queries;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

public sealed class PresetCatalogueTests
{
    static readonly PresetCatalogue BuiltIn = new([], new QueryOptions());

    [Test]
    public void Every_preset_is_described_with_a_widget_that_shows_its_shape()
    {
        var description = BuiltIn.Describe();
        Assert.That(description.Presets, Has.Count.GreaterThan(50));
        foreach (var preset in description.Presets)
        {
            Assert.That(description.Widgets.Single(widget => widget.Type == preset.Widget).Shapes, Does.Contain(preset.Shape), preset.Name);
            Assert.That(preset.Title, Is.Not.Empty);
            Assert.That(preset.Description, Does.EndWith("."));
        }

        Assert.That(description.Presets.Single(preset => preset.Name == "performance/percentiles").Alertable, Is.EqualTo(new[] { "p50", "p75", "p95", "p99" }));
        var json = JsonSerializer.SerializeToElement(description, JsonSerializerOptions.Web);
        Assert.That(json.GetProperty("presets")[1].GetProperty("query").GetProperty("split").GetString(), Is.EqualTo("time"));
        Assert.That(json.GetProperty("dimensions").GetArrayLength(), Is.EqualTo(Dimensions.All.Count));
    }

    [Test]
    public void A_source_registered_in_the_container_adds_its_presets()
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IPresetSource>(new Source(new Preset("own/busy-keys", "Busy keys", "Keys by bytes.", new Query { Measures = ["bytesIn"], Split = "key" })))
            .AddQueries()
            .BuildServiceProvider();
        var catalogue = provider.GetRequiredService<PresetCatalogue>();
        Assert.That(catalogue.TryFind("own/busy-keys", out _), Is.True);
        Assert.That(catalogue.Describe().Presets[^1].Shape, Is.EqualTo("ranking"));
        Assert.That(PresetReference.Markdown(catalogue), Does.Contain("## Own").And.Contain("`own/busy-keys`").And.Contain("`p999`"));
    }

    [Test]
    public void Presets_that_cannot_be_used_are_refused_all_at_once()
    {
        var source = new Source(
            new Preset("traffic/total", "Again", "A name twice.", new Query { Measures = ["requests"] }),
            new Preset("own/Bad name", "Bad", "A bad name.", new Query { Measures = ["requests"] }),
            new Preset("own/bad", "Bad", "A bad query.", new Query { Measures = ["speed"], Split = "colour" }) { Widget = "gauge" });
        Assert.That(
            () => new PresetCatalogue([source], new QueryOptions()),
            Throws.InvalidOperationException.With.Message.Contains("traffic/total").And.Message.Contains("own/Bad name").And.Message.Contains("speed").And.Message.Contains("colour").And.Message.Contains("gauge"));
    }

    sealed class Source(params Preset[] presets) : IPresetSource
    {
        public IEnumerable<Preset> Presets => presets;
    }
}
