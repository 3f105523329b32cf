using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>The gateway killed under load, counted by who sends the load.</summary>
public sealed class KillTests
{
    const int Workers = 8;

    [Test]
    [Category("Slow")]
    public async Task Killed_at_any_moment_it_loses_no_event_of_a_completed_response_and_doubles_none()
    {
        // More by hand: GATEWAY_TEST_KILLS=20.
        var kills = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_TEST_KILLS") ?? "5", CultureInfo.InvariantCulture);
        await using var server = await TestServer.StartOwnAsync();
        await using var database = await server.CreateDatabaseAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await using var first = await TestGateway.StartAsync(database.ConnectionString);
        await first.ApplyAsync(Sample.Config(upstream.Address));
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(first.Folder, "snapshot", "config.json")), "there is a snapshot");
        await first.StopAsync();

        // Small segments, so that they follow each other, and room for what the load brings while nothing is stored.
        using var gateway = new GatewayProcess(first.Folder, database.ConnectionString, "Gateway:Spool:MaximumBytes=67108864");
        await gateway.StartAsync();
        using var load = new KillLoad(gateway.Proxy);
        load.Start(Workers);
        for (var kill = 0; kill < kills; kill++)
        {
            var isDatabaseAway = kill % 3 == 1;
            if (isDatabaseAway)
                await server.StopAsync();
            await Task.Delay(Random.Shared.Next(200, 2500));
            await load.AroundAsync(gateway.KillAsync);
            await gateway.StartAsync();
            if (isDatabaseAway)
                await server.StartAsync();
        }

        await load.StopAsync();
        await Eventually.HoldsAsync(async () => await gateway.MetricAsync("gateway_events_queued") == 0, "all events are stored", TimeSpan.FromSeconds(60));
        var (rows, distinct, paths) = await StoredAsync(database);
        var missing = load.Completed.Keys.Where(path => !paths.ContainsKey(path)).ToList();
        var twice = paths.Count(path => path.Value > 1 && !load.Interrupted.ContainsKey(path.Key));
        await TestContext.Out.WriteLineAsync(
            $"{kills} kills, {Workers} workers: {load.Completed.Count} responses completed, {load.Interrupted.Count} requests in flight at the kills, {rows} events stored, {missing.Count} completed without an event, {twice} twice");
        Assert.That(missing, Has.Count.LessThanOrEqualTo(load.Interrupted.Count), $"completed and not stored, against requests in flight at the kills\n{gateway.Output}");
        Assert.That((rows - distinct, twice), Is.EqualTo((0L, 0)), "no event is stored twice");
        Assert.That(load.Completed, Has.Count.GreaterThan(kills * 50));
        await gateway.KillAsync();
    }

    static async Task<(long Rows, long Distinct, Dictionary<string, long> Paths)> StoredAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select {EventSql.Path}, count(*), count(distinct (spool, sequence)) from analytics.events group by 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var (rows, distinct, paths) = (0L, 0L, new Dictionary<string, long>());
        while (await reader.ReadAsync())
        {
            paths[reader.GetString(0)] = reader.GetInt64(1);
            (rows, distinct) = (rows + reader.GetInt64(1), distinct + reader.GetInt64(2));
        }

        return (rows, distinct, paths);
    }

    /// <summary>Sends each path once and writes down which were answered, and which were under way at a kill.</summary>
    sealed class KillLoad(Uri target) : IDisposable
    {
        readonly HttpClient client = new() { BaseAddress = target, Timeout = TimeSpan.FromSeconds(10) };
        readonly CancellationTokenSource stop = new();
        readonly ConcurrentDictionary<string, bool> underway = new();
        Task[] workers = [];
        volatile int kills;

        public ConcurrentDictionary<string, bool> Completed { get; } = new();

        public ConcurrentDictionary<string, bool> Interrupted { get; } = new();

        public void Start(int count) => workers = [.. Enumerable.Range(0, count).Select(worker => Task.Run(() => WorkAsync(worker)))];

        public async Task AroundAsync(Func<Task> kill)
        {
            kills++;
            foreach (var path in underway.Keys)
                Interrupted[path] = true;
            await kill();
        }

        public async Task StopAsync()
        {
            await stop.CancelAsync();
            await Task.WhenAll(workers);
        }

        public void Dispose()
        {
            stop.Cancel();
            client.Dispose();
            stop.Dispose();
        }

        async Task WorkAsync(int worker)
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var path = $"/open/{worker}/{number}";
                var before = kills;
                underway[path] = true;
                try
                {
                    using var answer = await client.GetAsync(path);
                    await answer.Content.ReadAsStringAsync();
                    if ((int)answer.StatusCode == 200)
                        Completed[path] = true;
                }
                catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
                {
                    // Nobody answers between a kill and the next start.
                    await Task.Delay(20);
                }

                underway.TryRemove(path, out _);
                if (kills != before)
                    Interrupted[path] = true;
            }
        }
    }
}
