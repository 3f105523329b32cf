using System.Globalization;
using System.Text;
using Gateway.Hosting;
using Gateway.Metrics;
using NUnit.Framework;

namespace Gateway.Tests.House;

public sealed class MetricsReferenceTests
{
    [Test]
    public void The_reference_equals_the_families() => GeneratedFile.Check("docs/metrics.md", Markdown());

    static string Markdown()
    {
        var bounds = new MetricsOptions().BucketMicros()!.Length;
        var text = new StringBuilder("""
            # Metrics

            Generated from the families in the code; a test holds this page equal to them. [operations.md](operations.md) says how they are scraped and what is worth an alert.

            Series: how many a family has with the usual buckets. Where ids of the configuration are among its labels, so many for each route, cluster or destination.

            | family | type | labels | series | meaning |
            |---|---|---|---:|---|

            """);
        foreach (var family in Families.All)
        {
            var labels = string.Join(", ", family.Labels.Select(label => $"`{label.Name}`"));
            text.Append(CultureInfo.InvariantCulture, $"| `{family.Name}` | {family.Type.ToString().ToLowerInvariant()} | {labels} | {family.Series(bounds)}{(family.IsConfigured ? " each" : "")} | {family.Help} |\n");
        }

        text.Append("\n## Values of labels\n\n| label | values |\n|---|---|\n");
        foreach (var label in Families.All.SelectMany(family => family.Labels.Select(label => (family, label))).DistinctBy(one => (one.label.Name, string.Join(',', one.label.Values ?? []))))
        {
            var values = label.label switch
            {
                { Values: { } closed } => string.Join(", ", closed.Select(value => $"`{value}`")),
                { Most: 0 } => "ids of the configuration; `other` beyond the caps",
                { Most: var most } => $"names in the code, at most {most}",
            };
            text.Append(CultureInfo.InvariantCulture, $"| `{label.label.Name}`{(label.label.Name == "reason" ? $" of `{label.family.Name}`" : "")} | {values} |\n");
        }

        return text.ToString();
    }
}
