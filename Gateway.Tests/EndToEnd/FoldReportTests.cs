using System.Text.Json.Nodes;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>How far the sums have come, as the pipeline page and the metrics tell it.</summary>
public sealed class FoldReportTests
{
    [Test]
    public async Task The_pipeline_and_the_metrics_say_how_far_each_grain_is_and_what_waits_to_be_built_again()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString, null, "Gateway:Node=counting");
        await gateway.ReadyAsync();
        await Eventually.HoldsAsync(
            async () => (await FoldsAsync(gateway)).All(fold => fold["through"] is not null), "every grain has begun", TimeSpan.FromSeconds(60));

        // A bucket that is not over yet is not built again yet.
        var waiting = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using (var session = await gateway.Services.GetRequiredService<AnalyticsDatabase>().IngestAsync(default))
        {
            await session.ExecuteAsync("insert into stale_buckets (grain, bucket) values (1, $1), (1, $1)", default, new Npgsql.NpgsqlParameter { Value = waiting.UtcDateTime });
            await session.CommitAsync(default);
        }

        var folds = await FoldsAsync(gateway);
        Assert.That(folds.Select(fold => fold["grain"]!.GetValue<string>()), Is.EqualTo(new[] { "1m", "15m", "1h", "1d" }));
        Assert.That(folds.Select(fold => fold["stale"]!.GetValue<long>()), Is.EqualTo(new[] { 1, 0, 0, 0 }));
        Assert.That(folds[0]["oldestStale"]!.GetValue<DateTimeOffset>(), Is.EqualTo(waiting));
        foreach (var fold in folds)
        {
            Assert.That(fold["since"]!.GetValue<DateTimeOffset>(), Is.LessThanOrEqualTo(fold["through"]!.GetValue<DateTimeOffset>()));
            Assert.That(fold["lagSeconds"]!.GetValue<double>(), Is.InRange(0, 86_400));
        }

        Assert.That((await gateway.GetAsync("pipeline")).AsObject().ContainsKey("rawSince"));
        using var machines = new HttpClient();
        await Eventually.HoldsAsync(async () =>
        {
            var text = await machines.GetStringAsync(new Uri(gateway.Metrics, "/metrics"));
            return text.Contains("gateway_fold_stale_buckets{grain=\"1m\"} 1", StringComparison.Ordinal)
                && text.Contains("gateway_fold_lag_seconds{grain=\"1d\"} ", StringComparison.Ordinal);
        }, "the metrics say the same");
    }

    static async Task<List<JsonNode>> FoldsAsync(TestGateway gateway) =>
        [.. (await gateway.GetAsync("pipeline"))["folds"]!.AsArray().Select(fold => fold!)];
}
