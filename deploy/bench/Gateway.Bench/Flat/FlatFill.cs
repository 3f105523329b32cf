using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Bench.Fold;
using Npgsql;

namespace Gateway.Bench.Flat;

/// <summary>The same requests twice: as the gateway keeps them, and in one wide table as a well-known gateway's exporter lays it out.</summary>
sealed class FlatFill(AnalyticsDatabase database, int events, TextWriter log)
{
    public const int Days = 30;

    /// <summary>After the last day, at midnight.</summary>
    public static readonly DateTime End = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The layout: its columns, types and indexes; the raw document is empty, which is in its favour.</summary>
    static readonly string[] Statements =
    [
        """
        create table analytics.flat (
          id text primary key, ts timestamptz not null, env text, tenant text not null default 'default', teams text[] not null default '{}',
          route_id text, route_name text, api_id text, group_ids text[] not null default '{}', apikey_id text, user_email text, identity_type text,
          domain text, method text, status smallint, err boolean not null default false, duration_ms integer, overhead_ms integer, backend_ms integer,
          data_in bigint, data_out bigint, from_ip text, country text, user_agent text, protocol text, raw jsonb not null default '{}')
        """,
        $"""
        insert into analytics.flat
        select (1800000000000000000 + sequence)::text, time, 'prod', tenant, array[team], route, route, api, coalesce({EventSql.Groups}, '{"{}"}'), key, null, 'APIKEY',
          host, case method when 1 then 'GET' else 'POST' end, status, status >= 500, (duration_us / 1000)::int, ((duration_us - upstream_us) / 1000)::int, (upstream_us / 1000)::int,
          bytes_in, bytes_out, '192.0.2.' || sequence % 250, country, null, 'HTTP/1.1', '{"{}"}'
        from analytics.events
        """,
        "create index on analytics.flat (ts desc)",
        "create index on analytics.flat (route_id, ts desc)",
        "create index on analytics.flat (api_id, ts desc) where api_id is not null",
        "create index on analytics.flat (apikey_id, ts desc) where apikey_id is not null",
        "create index on analytics.flat (tenant, ts desc)",
        "create index on analytics.flat (status, ts desc)",
        "create index on analytics.flat (ts desc) where err = true",
        "create index on analytics.flat using gin (group_ids)",
        "create index on analytics.flat using gin (teams)",
        "vacuum (analyze) analytics.flat",
        "vacuum (analyze) analytics.events",
        "vacuum (analyze) analytics.cells",
    ];

    public async Task RunAsync(CancellationToken token)
    {
        if (!await BenchDatabase.IsEmptyAsync(database, token))
            return;
        var fill = new EventFill(database, new FoldShape());
        await log.WriteLineAsync("Storing");
        for (var day = End.AddDays(-Days); day < End; day = day.AddDays(1))
            await fill.CopyAsync(day, TimeSpan.FromDays(1), events / Days, token);
        await fill.CompleteAsync(End, token);
        await log.WriteLineAsync("Folding");
        var folder = new Folder(database, new NodeName("bench"), new RollupOptions());
        while ((await folder.RoundAsync(token)).More)
        {
        }

        await log.WriteLineAsync("Copying into one table");
        await using var connection = await database.MaintainAsync(token);
        foreach (var statement in Statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(token);
        }
    }
}
