using System.Text.RegularExpressions;
using Gateway.Hosting;
using Gateway.Metrics;
using NUnit.Framework;

namespace Gateway.Tests.Metrics;

public sealed partial class FamilyTests
{
    static readonly MetricsOptions Usual = new();

    static readonly int Bounds = Usual.BucketMicros()!.Length;

    static IEnumerable<string> All => Families.All.Select(family => family.Name);

    [TestCaseSource(nameof(All))]
    public void The_product_of_its_labels_is_within_the_cap(string name)
    {
        var family = Families.All.Single(one => one.Name == name);
        if (family.IsConfigured)
            Assert.That(family.Series(Bounds) * 100, Is.LessThanOrEqualTo(Usual.SeriesPerFamily), "a hundred routes have room");
        else
            Assert.That(family.Series(Bounds), Is.LessThanOrEqualTo(Usual.SeriesPerFamily / 10));
    }

    [TestCaseSource(nameof(All))]
    public void Its_name_is_as_Prometheus_asks(string name)
    {
        var family = Families.All.Single(one => one.Name == name);
        Assert.That(family.Name, Does.Match(Name()));
        Assert.That(family.Name.EndsWith("_total", StringComparison.Ordinal), Is.EqualTo(family.Type == MetricType.Counter));
        Assert.That(family.Help, Does.EndWith(".").And.Not.Contains("\n").And.Not.Contains("\\"));
    }

    [Test]
    public void Names_are_unique_and_all_that_is_closed_leaves_most_of_the_room()
    {
        Assert.That(Families.All.Select(family => family.Name), Is.Unique);
        Assert.That(Families.All.Where(family => !family.IsConfigured).Sum(family => family.Series(Bounds)), Is.LessThan(1000));
    }

    [Test]
    public void No_label_is_about_a_person_or_a_request()
    {
        string[] known = ["tenant", "route", "cluster", "destination", "method_group", "status_class", "direction", "method", "reason", "state", "browser", "os", "device", "traffic_class", "version", "family", "sink", "outcome", "grain", "stage", "task", "generation"];
        Assert.That(Families.All.SelectMany(family => family.Labels).Select(label => label.Name).Distinct(), Is.SubsetOf(known));
    }

    [TestCase("1")]
    [TestCase("1 1")]
    [TestCase("2 1")]
    [TestCase("0 1")]
    [TestCase("1 x")]
    [TestCase("1 4000")]
    public void Bounds_that_do_not_grow_or_are_none_are_refused(string buckets) =>
        Assert.That(new MetricsOptions { Buckets = buckets }.Validate(new(new object())).Single().ErrorMessage, Does.Contain(buckets));

    [GeneratedRegex("^(gateway|process)_[a-z_]+$")]
    private static partial Regex Name();
}
