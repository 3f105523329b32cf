using System.Diagnostics;
using System.Globalization;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Bench.Proxy;
using Npgsql;

namespace Gateway.Bench.Flat;

/// <summary>Asks both layouts each question in turns, one after the other, for the busiest tenant.</summary>
sealed class FlatBench(AnalyticsDatabase database, int rounds, TextWriter output)
{
    public async Task RunAsync(CancellationToken token)
    {
        var tenant = await BenchDatabase.ScalarAsync<string>(database, "select tenant from flat group by 1 order by count(*) desc limit 1", token);
        var rows = await BenchDatabase.ScalarAsync<string>(database, $"""
            select format('%s rows, %s of them of the tenant; the wide table takes %s bytes a row with its indexes, the gateway''s own row %s',
              to_char(count(*), 'FM999,999,999'), to_char(count(*) filter (where tenant = '{tenant}'), 'FM999,999,999'),
              pg_total_relation_size('flat') / count(*), (select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'events'::regclass)::bigint / count(*))
            from flat
            """, token);
        var loadBefore = Machine.Load();
        var lines = new List<string>();
        foreach (var question in FlatQuestion.All)
        {
            var (flat, ours) = (new List<double>(), new List<double>());
            await FlatAsync(question, tenant, token);
            await OursAsync(question, tenant, token);
            for (var round = 0; round < rounds; round++)
            {
                flat.Add(await FlatAsync(question, tenant, token));
                ours.Add(await OursAsync(question, tenant, token));
            }

            lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {question.Name} | {Series.Median(flat):N0} | {Series.Median(ours):0.0} | {Series.Median(flat) / Series.Median(ours):N0} |"));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {rows}. {Machine.Facts()}. Load average before and after: {loadBefore:0.0}, {Machine.Load():0.0}.

            | question over 30 days | wide table, ms | gateway, ms | times faster |
            |---|---:|---:|---:|
            {string.Join('\n', lines)}
            """));
    }

    async Task<double> FlatAsync(FlatQuestion question, string tenant, CancellationToken token)
    {
        await using var connection = await database.MaintainAsync(token);
        await using var command = new NpgsqlCommand(question.Sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter { Value = FlatFill.End.AddDays(-FlatFill.Days) });
        command.Parameters.Add(new NpgsqlParameter { Value = FlatFill.End });
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        var started = Stopwatch.GetTimestamp();
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>From the store each time: nothing is kept between two questions.</summary>
    async Task<double> OursAsync(FlatQuestion question, string tenant, CancellationToken token)
    {
        var options = new QueryOptions { CachedAnswers = 0 };
        var engine = new QueryEngine(
            database, new FoldStatusReader(database), new CellReader(database), new PresetCatalogue([], options), new NoNames(), new TenantPlaces(options), TimeProvider.System, options);
        var range = new TimeRange { From = $"{FlatFill.End.AddDays(-FlatFill.Days):O}", To = $"{FlatFill.End:O}", Zone = "UTC" };
        var started = Stopwatch.GetTimestamp();
        var answer = await engine.RunAsync(new QueryScope(tenant), new QueryRequest { Queries = [question.Query], Range = range }, token);
        var spent = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.Results.GetValueOrDefault("a") is { } result and not FailedResult ? spent : throw new BenchException($"{question.Name} failed.");
    }
}
