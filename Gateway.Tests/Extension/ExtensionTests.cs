using Gateway.Analytics.Queries;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Storage;
using Gateway.Hosting;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Extension;

/// <summary>An assembly that the configuration names adds what queries are made of, and a sink.</summary>
public sealed class ExtensionTests
{
    static string Here => typeof(SampleExtension).Assembly.Location;

    [Test]
    public async Task A_preset_a_measure_a_dimension_and_a_sink_of_another_assembly_work_like_the_products_own()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString, null, $"Gateway:Extensions:0={Here}", "Gateway:Rollups:Interval=00:01:00");
        await gateway.ReadyAsync();
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5);
        await SampleEvent.StoreAsync(gateway.Services.GetRequiredService<AnalyticsDatabase>(),
        [
            new SampleEvent { Time = time, Endpoint = "/v1/orders", BytesOut = 100, DurationMicros = 2_000_000 },
            new SampleEvent { Time = time, Endpoint = "/v1/users", BytesOut = 300, DurationMicros = 3_000_000 },
            new SampleEvent { Time = time, Endpoint = "/v2/orders", BytesOut = 50 },
            new SampleEvent { Time = time, Endpoint = "/health" },
        ]);

        var catalogue = await gateway.GetAsync("catalogue");
        Assert.That(catalogue["measures"]!.AsArray().Select(each => each!["name"]!.GetValue<string>()), Is.SupersetOf(new[] { "slow", "bytesPerRequest" }));
        Assert.That(catalogue["dimensions"]!.AsArray().Select(each => each!["name"]!.GetValue<string>()), Does.Contain("apiVersion"));
        Assert.That(catalogue["presets"]!.AsArray().Select(each => each!["name"]!.GetValue<string>()), Does.Contain("sample/versions"));

        var ranking = await gateway.QueryAsync(new { @ref = "a", preset = "sample/versions" }, "acme");
        var rows = ranking["rows"]!.AsArray().Select(row => $"{row!["key"]} {row["values"]!["requests"]} {row["values"]!["slow"]} {row["values"]!["bytesPerRequest"]}");
        Assert.That(rows, Is.EqualTo(new[] { "v1 2 2 200", " 1 0 0", "v2 1 0 50" }));
        var filtered = await gateway.QueryAsync(new { @ref = "a", measures = new[] { "slow" }, filters = new[] { new { dimension = "apiVersion", values = new[] { "v1" } } } }, "acme");
        Assert.That(filtered["value"]!.GetValue<double>(), Is.EqualTo(2));
        Assert.That((await gateway.GetAsync("kpi/query?preset=sample/versions&apiVersion=v2"))["result"]!["total"]!["requests"]!.GetValue<double>(), Is.EqualTo(1));

        var sink = gateway.Services.GetServices<ISink>().OfType<SampleSink>().Single();
        using var answer = await gateway.Client.GetAsync("/nowhere");
        await Eventually.HoldsAsync(() => sink.Events == 1, "the sink has the event");
    }

    [Test]
    public async Task A_measure_from_others_is_answered_from_cells_and_one_of_single_requests_as_far_as_they_are_kept()
    {
        var start = new DateTimeOffset(SampleTraffic.Start);
        await using var stand = await QueryStand.CreateAsync(start.AddDays(20), SampleTraffic.Make(400, TimeSpan.FromDays(2)));
        await stand.ReportAsync("node-1", start.AddDays(3));
        await stand.ReportAsync("node-2", start.AddDays(3));
        await stand.FoldAsync();
        await stand.DropEventsAsync(start.AddDays(1).UtcDateTime);
        var engine = Engine(stand);

        async Task<QueryResult> AskAsync(string measure, DateTimeOffset from) => (await engine.RunAsync(
            new QueryScope("acme"),
            new QueryRequest { Queries = [new Query { Ref = "a", Measures = [measure] }, new Query { Ref = "b", Measures = ["requests"] }], Range = new TimeRange { From = $"{from:O}", To = $"{start.AddDays(2):O}" } },
            default)).Results["a"];
        var own = stand.Events.Where(each => each.Tenant == "acme").ToList();
        var ratio = (NumberResult)await AskAsync("bytesPerRequest", start);
        Assert.That(ratio.Value, Is.EqualTo(own.Average(each => each.BytesOut)).Within(1e-9).Percent);
        Assert.That(ratio.Source, Is.EqualTo("rollup"));
        Assert.That(await AskAsync("slow", start), Is.TypeOf<FailedResult>());
        var slow = (NumberResult)await AskAsync("slow", start.AddDays(1));
        Assert.That((slow.Value, slow.Source), Is.EqualTo((own.Count(each => each.Time >= start.AddDays(1) && each.DurationMicros > 1_000_000), "raw")));
    }

    [Test]
    public void What_cannot_be_loaded_or_has_a_name_that_is_taken_is_said()
    {
        Assert.That(() => Check("/no/such/file.dll"), Throws.TypeOf<StartRefusedException>().With.Message.StartsWith("Gateway:Extensions: /no/such/file.dll cannot be loaded: "));
        var without = typeof(NUnit.Framework.Assert).Assembly.Location;
        Assert.That(() => Check(without), Throws.TypeOf<StartRefusedException>().With.Message.Contains("has no public class that implements IGatewayExtension"));
        Assert.That(() => Check(Here), Throws.Nothing);
        Assert.That(
            () => new Vocabulary([Measure.OfEvents("requests", "R", "count", "count(*)", "Taken.")], [new Dimension("no name", "N", "host"), new Dimension("time", "T", "host")]),
            Throws.InvalidOperationException.With.Message.Contains("requests, no name, time"));
        using var services = new ServiceCollection().AddSections(new ConfigurationBuilder().Build()).AddSingleton(new Dimension("no name", "N", "host")).BuildServiceProvider();
        Assert.That(ConfigurationErrors.Of(services), Has.One.StartsWith("Gateway:Extensions: Measures or dimensions that cannot be used: no name."));
        Assert.That(() => Measure.Ratio("x", "X", "ms", Measures.All.Single(each => each.Name == "p95"), Measures.All[0], "No sum."), Throws.ArgumentException);
    }

    static void Check(string file) =>
        ConfigurationCheck.ThrowIfWrong(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Gateway:Extensions:0", (string?)file)]).Build());

    static QueryEngine Engine(QueryStand stand)
    {
        var services = new ServiceCollection();
        new SampleExtension().Register(services);
        using var provider = services.BuildServiceProvider();
        return stand.With(
            new QueryOptions { CachedAnswers = 0 }, new Vocabulary(provider.GetServices<Measure>(), provider.GetServices<Dimension>()), [.. provider.GetServices<IPresetSource>()]);
    }
}
