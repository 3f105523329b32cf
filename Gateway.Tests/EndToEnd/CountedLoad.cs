using System.Collections.Concurrent;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Npgsql;

namespace Gateway.Tests.EndToEnd;

/// <summary>Sends each path once and writes down which were answered, and which were under way at a kill.</summary>
sealed class CountedLoad(Uri target) : IDisposable
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

    /// <summary>Waits until so many were answered.</summary>
    public Task CompletedAsync(int count) => Eventually.HoldsAsync(() => Completed.Count >= count, $"{count} requests are answered");

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

    /// <summary>What the database has: rows, rows that are not the same, and how many of each path.</summary>
    public static async Task<(long Rows, long Distinct, Dictionary<string, long> Paths)> StoredAsync(TestDatabase database)
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
