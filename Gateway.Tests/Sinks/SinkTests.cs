using System.Text.Json.Nodes;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Sinks;

/// <summary>Sinks beside the database, in the real gateway.</summary>
public sealed class SinkTests
{
    [Test]
    public async Task The_file_gets_every_event_also_while_the_database_is_away_and_over_a_restart()
    {
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await server.StopAsync();
        using var folder = new TestFolder();
        var file = folder["events.jsonl"];
        var first = await TestGateway.StartAsync(database.ConnectionString, null, $"Gateway:Sinks:JsonFile:Path={file}", "Gateway:Ingest:StopDeadline=00:00:00");
        await SendAsync(first, 5);
        await Eventually.HoldsAsync(() => Lines(file).Count == 5, "five lines");
        await SendAsync(first, 2);
        await first.StopAsync();
        Assert.That(Lines(file), Has.Count.EqualTo(7), "what was left is written at the stop");

        await server.StartAsync();
        await using var second = await TestGateway.StartAsync(database.ConnectionString, first.Folder, $"Gateway:Sinks:JsonFile:Path={file}");
        await SendAsync(second, 3);
        await second.DrainedAsync(captured: 10);
        await Eventually.HoldsAsync(() => Lines(file).Count == 10, "ten lines");

        var events = Lines(file).ConvertAll(line => JsonNode.Parse(line)!);
        Assert.That(events.Select(one => one["sequence"]!.GetValue<long>()), Is.Unique.And.Ordered);
        Assert.That(events.Select(one => one["spool"]!.GetValue<string>()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(events[0]["status"]!.GetValue<int>(), Is.AnyOf(404, 503));
        Assert.That(events[9]["endpoint"]!.GetValue<string>(), Is.EqualTo("/nowhere/{n}"));
        using var machines = new HttpClient();
        Assert.That(await machines.GetStringAsync(new Uri(second.Metrics, "/metrics")), Does.Contain("gateway_sink_events_total{sink=\"json-file\",outcome=\"delivered\"} 3"));
    }

    [Test]
    public async Task A_sink_that_fails_holds_nobody_up_and_gets_its_events_later()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartWithAsync(services => services.AddSingleton<ISink, FlakySink>(), database.ConnectionString);
        var sink = gateway.Services.GetServices<ISink>().OfType<FlakySink>().Single();
        await gateway.ReadyAsync();
        sink.IsAway = true;
        await SendAsync(gateway, 5);
        await gateway.DrainedAsync(captured: 5);
        Assert.That(sink.Sequences, Is.Empty);
        using var machines = new HttpClient();
        await Eventually.HoldsAsync(async () => (await machines.GetStringAsync(new Uri(gateway.Metrics, "/ready"))).Contains("the sink flaky takes no events", StringComparison.Ordinal), "said in health");
        sink.IsAway = false;
        await Eventually.HoldsAsync(() => sink.Sequences.Count == 5, "all arrive");
        await Eventually.HoldsAsync(() => gateway.Services.GetRequiredService<SinkLoops>().Statuses.Single() is { Trouble: null, Counts: { Delivered: 4, Skipped: 1, Queued: 0, Lost: 0 } }, "and are counted");
        var told = (await gateway.GetAsync("pipeline"))["nodes"]![0]!;
        Assert.That(told["sinks"]!.ToJsonString(), Is.EqualTo("[{\"name\":\"flaky\",\"delivered\":4,\"queued\":0,\"lost\":0,\"skipped\":1,\"trouble\":null}]"), "the pipeline page's own");
        Assert.That(told["recovered"]!.GetValue<long>(), Is.Zero);
    }

    [Test]
    public async Task A_full_file_is_set_aside_and_the_oldest_goes()
    {
        using var folder = new TestFolder();
        var path = folder["events.jsonl"];
        File.WriteAllText(path, "{\"half\":");
        using (var sink = new JsonFileSink(new JsonFileOptions { Path = path, MaximumBytes = 65_536, OldFiles = 2 }))
        {
            var rows = Enumerable.Range(1, 100).Select(number => new EventRow(Some.Event(Spool.TestSpool.Noon), 0, number, "/orders/{n}", default)).ToArray();
            for (var round = 0; round < 5; round++)
                await sink.WriteAsync(rows, Guid.Empty, CancellationToken.None);
        }

        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "events.jsonl", "events.jsonl.1", "events.jsonl.2" }));
        Assert.That(Lines(path + ".1").TrueForAll(line => JsonNode.Parse(line) is JsonObject));
        Assert.That(Lines(path + ".2")[0], Is.EqualTo("{\"half\":"), "a line that a crash has cut is ended, not continued");
    }

    static async Task SendAsync(TestGateway gateway, int count)
    {
        for (var i = 0; i < count; i++)
            using (await gateway.Client.GetAsync($"/nowhere/{i}"))
            {
            }
    }

    static List<string> Lines(string file) => File.Exists(file) ? [.. File.ReadLines(file)] : [];

    sealed class FlakySink : ISink
    {
        public string Name => "flaky";

        public bool IsOn => true;

        public volatile bool IsAway;

        public List<long> Sequences { get; } = [];

        public Task<int> WriteAsync(ReadOnlyMemory<EventRow> rows, Guid spool, CancellationToken token)
        {
            if (IsAway)
                throw new IOException("away");
            foreach (var row in rows.Span)
                Sequences.Add(row.Sequence);
            return Task.FromResult(rows.Span[0].Sequence == 1 ? 1 : 0);
        }
    }
}
