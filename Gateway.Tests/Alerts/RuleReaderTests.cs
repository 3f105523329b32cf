using Gateway.Analytics.Alerts;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

public sealed class RuleReaderTests
{
    const string Rate = """{"query":{"measures":["errorRate"]},"reduce":"max","op":">","threshold":0.05}""";

    [TestCase("when", """{"when":{}}""", "Must be one of")]
    [TestCase("when", """{"when":{"all":[],"any":[]}}""", "Must be one of")]
    [TestCase("when.all", """{"when":{"all":[]}}""", "One condition or more")]
    [TestCase("when.any[1]", """{"when":{"any":[RATE,null]}}""", "Must be an object")]
    [TestCase("when.not", """{"when":{"not":{}}}""", "Must be one of")]
    [TestCase("when.query", """{"when":{"reduce":"max","op":">","threshold":1}}""", "A query is needed")]
    [TestCase("when.query.preset", """{"when":{"query":{"preset":"none/such"},"reduce":"max","op":">","threshold":1}}""", "is no preset; accepted: traffic/")]
    [TestCase("when.query.preset", """{"when":{"query":{"preset":"errors/rate","measures":["requests"]},"reduce":"max","op":">","threshold":1}}""", "not both")]
    [TestCase("when.query.measures", """{"when":{"query":{},"reduce":"max","op":">","threshold":1}}""", "accepted: requests,")]
    [TestCase("when.query.measures[0]", """{"when":{"query":{"measures":["nope"]},"reduce":"max","op":">","threshold":1}}""", "'nope' is no measure; accepted: requests,")]
    [TestCase("when.query.split", """{"when":{"query":{"measures":["requests"],"split":["time","latency"]},"reduce":"max","op":">","threshold":1}}""", "Accepted: null")]
    [TestCase("when.query.split", """{"when":{"query":{"measures":["requests"],"split":"nope"},"reduce":"max","op":">","threshold":1}}""", "is no dimension; accepted: route")]
    [TestCase("when.query.filters[0].dimension", """{"when":{"query":{"measures":["requests"],"filters":[{"dimension":"nope","values":["a"]}]},"reduce":"max","op":">","threshold":1}}""", "is no dimension")]
    [TestCase("when.series", """{"when":{"query":{"preset":"performance/percentiles"},"reduce":"max","op":">","threshold":1}}""", "Which one? Accepted: p50, p75, p95, p99.")]
    [TestCase("when.series", """{"when":{"query":{"preset":"performance/percentiles"},"series":"p42","reduce":"max","op":">","threshold":1}}""", "'p42' is no series of this query; accepted: p50, p75, p95, p99.")]
    [TestCase("when.series", """{"when":{"query":{"preset":"traffic/status-classes"},"series":"7xx","reduce":"max","op":">","threshold":1}}""", "accepted: null, 1xx, 2xx")]
    [TestCase("when.reduce", """{"when":{"query":{"measures":["requests"]},"op":">","threshold":1}}""", "A reducer is needed; accepted: avg, weightedAvg, min, max, sum, last, count, p0 to p100")]
    [TestCase("when.reduce", """{"when":{"query":{"measures":["requests"]},"reduce":"median","op":">","threshold":1}}""", "'median' is no reducer; accepted: avg,")]
    [TestCase("when.reduce", """{"when":{"query":{"measures":["requests"]},"reduce":"p101","op":">","threshold":1}}""", "is no reducer")]
    [TestCase("when.op", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":"=>","threshold":1}}""", "'=>' is no operator; accepted: >, >=, <, <=, ==, !=.")]
    [TestCase("when.op", """{"when":{"query":{"measures":["requests"]},"reduce":"max","threshold":1}}""", "An operator is needed")]
    [TestCase("when.threshold", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">"}}""", "A number is needed")]
    [TestCase("when.against", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1,"against":"month"}}""", "accepted: previous, day, week")]
    [TestCase("when.as", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1,"against":"week","as":"percent"}}""", "accepted: ratio, difference")]
    [TestCase("when.as", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1,"as":"ratio"}}""", "Goes with against only")]
    [TestCase("when.absent", """{"when":{"query":{},"absent":true,"op":">"}}""", "leave out op")]
    [TestCase("when.absent", """{"when":{"query":{},"absent":false}}""", "Must be true")]
    [TestCase("when.resolveBelow", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":">","threshold":1,"resolveBelow":2}}""", "at most the threshold")]
    [TestCase("when.resolveBelow", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":"<","threshold":1,"resolveBelow":0}}""", "Goes with > or >= only")]
    [TestCase("when.resolveAbove", """{"when":{"query":{"measures":["requests"]},"reduce":"max","op":"<","threshold":1,"resolveAbove":0}}""", "at least the threshold")]
    [TestCase("resolveBelow", """{"when":RATE,"resolveBelow":0.1}""", "at most the threshold of a condition with > or >=")]
    [TestCase("resolveAbove", """{"when":RATE,"resolveAbove":0.1}""", "a condition with < or <=")]
    [TestCase("when.all[1].health", """{"when":{"all":[RATE,{"health":"databaseAway"}]}}""", "Stands alone")]
    [TestCase("when.health", """{"when":{"health":"moon"}}""", "is not known; accepted: destinationDown, keyExpiry, certificateExpiry.")]
    [TestCase("when.health", """{"when":{"health":"databaseAway"}}""", "the others are the platform's")]
    [TestCase("when.op", """{"when":{"health":"keyExpiry","threshold":1}}""", "An operator is needed")]
    [TestCase("window", """{"when":{"health":"keyExpiry"},"window":"00:05:00"}""", "leave it out")]
    [TestCase("window", """{"when":RATE,"window":"00:00:00"}""", "Accepted: 00:00:01 to 7.00:00:00")]
    [TestCase("window", """{"when":RATE,"window":"00:01:30"}""", "whole minutes up to 12 hours")]
    [TestCase("window", """{"when":RATE,"window":"12:01:00"}""", "multiples of 5 minutes")]
    [TestCase("every", """{"when":RATE,"every":"00:00:00.5"}""", "in whole seconds")]
    [TestCase("for", """{"when":RATE,"for":"8.00:00:00"}""", "Accepted: 00:00:00 to 7.00:00:00")]
    [TestCase("keepFiring", """{"when":RATE,"keepFiring":"-00:00:01"}""", "Accepted")]
    [TestCase("cooldown", """{"when":RATE,"cooldown":"8.00:00:00"}""", "Accepted")]
    [TestCase("lag", """{"when":RATE,"lag":"02:00:00"}""", "Accepted: 00:00:00 to 01:00:00")]
    [TestCase("zone", """{"when":RATE,"zone":"Mars/Base"}""", "is no time zone")]
    [TestCase("each.dimension", """{"when":RATE,"each":{"dimension":"nope"}}""", "is no dimension")]
    [TestCase("each.dimension", """{"when":RATE,"each":{"dimension":"tenant"}}""", "is no dimension")]
    [TestCase("each.limit", """{"when":RATE,"each":{"dimension":"route","limit":51}}""", "1 to 50")]
    [TestCase("message", """{"when":RATE,"message":"{valu}"}""", "{valu} is no placeholder; accepted: {name}")]
    public void What_is_wrong_is_told_at_its_field_with_what_is_accepted(string path, string json, string expected)
    {
        var (rule, errors) = Rules.Read(json.Replace("RATE", Rate, StringComparison.Ordinal));
        Assert.That(rule, Is.Null);
        Assert.That(errors.Keys, Does.Contain(path), string.Join(", ", errors.Select(each => $"{each.Key}: {each.Value[0]}")));
        Assert.That(string.Join(' ', errors[path]), Does.Contain(expected));
    }

    [Test]
    public void All_errors_are_told_at_once()
    {
        var (_, errors) = Rules.Read("""{"when":{"all":[{"query":{"measures":["nope"]},"reduce":"nope","op":"nope"}]},"every":"00:00:00","zone":"nope"}""");
        Assert.That(errors.Keys, Is.EquivalentTo(new[] { "when.all[0].query.measures[0]", "when.all[0].reduce", "when.all[0].op", "when.all[0].threshold", "every", "zone" }));
    }

    [Test]
    public void Conditions_are_bounded()
    {
        var many = string.Join(',', Enumerable.Repeat(Rate, 21));
        Assert.That(Rules.Read($$"""{"when":{"any":[{{many}}]} }""").Errors.Values.SelectMany(each => each), Has.One.Contains("At most 20"));
        var deep = Rate;
        for (var depth = 0; depth < 8; depth++)
            deep = $$"""{"not":{{deep}} }""";
        Assert.That(Rules.Read($$"""{"when":{{deep}} }""").Errors.Values.SelectMany(each => each), Has.One.Contains("at most 6 deep"));
    }

    [Test]
    public void A_team_watches_its_traffic_and_not_the_gateway()
    {
        Assert.That(Rules.Read($$"""{"when":{{Rate}} }""", team: "shop").Rule!.Scope.Teams, Is.EqualTo(new[] { "shop" }));
        Assert.That(Rules.Read("""{"when":{"health":"keyExpiry"}}""", team: "shop").Errors["when.health"][0], Does.Contain("belongs to a team"));
        Assert.That(Rules.Read("""{"when":{"health":"databaseAway"}}""", tenant: "platform").Rule!.Health!.Kind, Is.EqualTo(HealthKind.DatabaseAway));
    }

    [Test]
    public void Shipped_templates_are_alerts_that_can_be_saved()
    {
        var templates = new Gateway.Admin.Alerts.AlertTemplates().All;
        Assert.That(templates.Select(template => template.Id), Is.EqualTo(new[]
        {
            "certificate-expiry", "database-away", "destination-down", "error-rate", "key-expiry", "no-traffic", "p95", "spool-growth", "traffic-drop",
        }));
        foreach (var template in templates)
        {
            var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            var rule = new RuleReader(Rules.Catalogue).Read(
                template.Alert.ToDefinition(), RuleReader.ScopeOf(template.OfPlatform ? "platform" : "acme", null, "platform"), template.Id, errors);
            Assert.That(rule, Is.Not.Null, $"{template.Id}: {string.Join(' ', errors.SelectMany(each => each.Value))}");
        }
    }
}
