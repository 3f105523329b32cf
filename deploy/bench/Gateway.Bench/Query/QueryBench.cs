using System.Diagnostics;
using System.Globalization;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Bench.Fold;
using Gateway.Bench.Ingest;
using Gateway.Bench.Proxy;

namespace Gateway.Bench.Query;

/// <summary>Asks the batches of each tenant and of all, one after the other, while a writer and a fold work on the same database.</summary>
sealed class QueryBench(AnalyticsDatabase database, int rounds, int live, int alone, TextWriter output, TextWriter log)
{
    static readonly IReadOnlyList<(string Name, QueryScope Scope)> Scopes =
        [.. ProxyShape.Tenants.Select(tenant => (tenant, new QueryScope(tenant))), ("all tenants", QueryScope.AllTenants)];

    public async Task RunAsync(CancellationToken token)
    {
        var sizes = await BenchDatabase.ScalarAsync<string>(database, $"""
            select format('%s single requests kept, %s GB with indexes (%s bytes each); %s GB of cells',
              to_char(rows, 'FM999,999,999'), round(bytes / 1e9, 2), round(bytes / greatest(rows, 1)), round(cells / 1e9, 2))
            from (
              select (select sum(reltuples)::bigint from pg_class where relname ~ '^events_\d' and relkind = 'r') as rows,
                (select sum(pg_total_relation_size(oid)) from pg_class where relname ~ '^events_\d' and relkind = 'r') as bytes,
                (select sum(pg_total_relation_size(oid)) from pg_class where relname ~ '^cells_.*\d' and relkind = 'r') as cells) as sizes
            """, token);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Machine.Facts()}. Load average before: {Machine.Load():0.0}. {sizes}."));
        await using var writer = await LiveWriter.StartAsync(database, new FoldShape(), live, token);
        await output.WriteLineAsync("\n| batch | of | median ms | p95 ms | largest ms |\n|---|---|---:|---:|---:|");
        var store = Engine(new QueryOptions { CachedAnswers = 0 });
        await MeasureAsync("overview, 8 widgets, 30 days, from the store", store, QueryBatches.Overview, rounds, token);
        foreach (var query in alone > 0 ? QueryBatches.Overview.Queries! : [])
            await MeasureAsync($"{query?.Ref} alone", store, QueryBatches.Overview with { Queries = [query] }, alone, token);
        await MeasureAsync("the same in Asia/Kolkata", store, QueryBatches.OverviewInKolkata, rounds, token);
        await MeasureAsync("overview again, kept", Engine(new QueryOptions()), QueryBatches.Overview, rounds, token, again: true);
        await MeasureAsync("12 widgets, 24 h, two filters, raw", store, QueryBatches.Raw, Math.Max(3, rounds / 5), token);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\nMeanwhile {live} events a second came in: they were complete after {writer.LargestLag.TotalSeconds:0.0} s at most. Load average after: {Machine.Load():0.0}."));
    }

    QueryEngine Engine(QueryOptions options) => new(
        database, new CellReader(database), new PresetCatalogue([], options), new NoNames(), new TenantPlaces(options), TimeProvider.System, options);

    async Task MeasureAsync(string name, QueryEngine engine, QueryRequest batch, int times, CancellationToken token, bool again = false)
    {
        foreach (var (of, scope) in Scopes)
        {
            await AskAsync(engine, scope, batch, token);
            var spent = new List<double>();
            for (var round = 0; round < times; round++)
            {
                if (again)
                    await AskAsync(engine, scope, batch, token);
                var started = Stopwatch.GetTimestamp();
                await AskAsync(engine, scope, batch, token);
                spent.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            spent.Sort();
            var line = string.Create(CultureInfo.InvariantCulture, $"| {name} | {of} | {Series.Median(spent):0.0} | {spent[(int)Math.Ceiling(0.95 * spent.Count) - 1]:0.0} | {spent[^1]:0.0} |");
            await output.WriteLineAsync(line);
            await log.FlushAsync(token);
        }
    }

    static async Task AskAsync(QueryEngine engine, QueryScope scope, QueryRequest batch, CancellationToken token)
    {
        var answer = await engine.RunAsync(scope, batch, token);
        if (answer.Errors?.Values.FirstOrDefault() is { } refused)
            throw new BenchException($"The batch was refused: {refused[0]}");
        if (answer.Results.Values.OfType<FailedResult>().FirstOrDefault() is { } failed)
            throw new BenchException($"A question of {scope.Tenant} failed: {failed.Error.Title} {failed.Error.Detail}");
    }
}
