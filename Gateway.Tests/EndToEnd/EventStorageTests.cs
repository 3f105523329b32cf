using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>What goes into the spool comes out of the database, value for value.</summary>
public sealed class EventStorageTests
{
    [Test]
    public async Task Every_column_holds_what_the_event_held()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ReadyAsync();
        var spool = gateway.Services.GetRequiredService<ISpool>();
        var agent = gateway.Services.GetRequiredService<UserAgentCache>().Remember("curl/8.5.0");
        var time = new DateTime(2026, 11, 20, 23, 59, 59, 999, DateTimeKind.Utc).AddTicks(9990);
        spool.TryAppend(new RequestEvent
        {
            Time = time,
            Tenant = "acme",
            Route = "route-ä-€-😀",
            Api = "api",
            Team = "team",
            Groups = ["gold", "silver"],
            Cluster = "cluster",
            Destination = "destination",
            Key = "key",
            Consumer = "consumer",
            User = long.MinValue,
            Method = RequestMethod.Patch,
            Host = "api.example.com",
            Path = "/orders/17",
            Protocol = RequestProtocol.Http2,
            Status = 504,
            UpstreamStatus = 502,
            FailedBy = FailedBy.Upstream,
            Reason = Reason.TimedOut,
            Attempts = 3,
            DurationMicros = 12_345_678_901,
            UpstreamMicros = 2,
            FirstByteMicros = -1,
            BytesIn = long.MaxValue,
            BytesOut = 4,
            Country = CountryCode.Parse("FR"),
            UserAgent = agent,
            ConfigVersion = 7,
            TraceId = UInt128.Parse("4bf92f3577b34da6a3ce929d0e0e4736", System.Globalization.NumberStyles.HexNumber),
        });
        spool.TryAppend(new RequestEvent { Time = time, Tenant = "acme", UpstreamMicros = -1, FirstByteMicros = -1 });
        await gateway.DrainedAsync(captured: 2);

        var rows = await RowsAsync(database);
        Assert.That(rows[0], Is.EqualTo(
            "2026-11-20 23:59:59.999999|1|12345678901|2||9223372036854775807|4|-9223372036854775808|7|504|502|6|3|3|2|3|4bf92f35-77b3-4da6-a3ce-929d0e0e4736|acme|"
            + "route-ä-€-😀|api|team|cluster|destination|key|consumer|api.example.com|/orders/{n}|17|FR|gold silver|5"));
        Assert.That(rows[1], Does.StartWith("2026-11-20 23:59:59.999999|2|0|||0|0||0|0||0|0|0|0|0||acme||").And.EndWith("|0"));
    }

    [Test]
    public async Task A_path_is_stored_in_short_and_read_as_it_was()
    {
        string?[] paths =
        [
            "/", "/orders", "/orders/17", "/orders/17/", "/orders//17", "//orders/17", "/orders/17?", "*", "", null, "/orders/17/lines/0b6ee7ad-1f3c-4f9e-9a58-8c0f1d2e3a4b",
            "/17", "/17/18", "/a{b/5", "/{n}", "/orders/{n}/17", "/é/17", "/app.9f86d081884c7d65.js", "/a%2F5/5", "/" + new string('x', 300), "/x/" + new string('9', 300),
        ];
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ReadyAsync();
        var spool = gateway.Services.GetRequiredService<ISpool>();
        foreach (var path in paths)
            spool.TryAppend(Some.Event(TimeProvider.System.GetUtcNow().UtcDateTime) with { Path = path });
        await gateway.DrainedAsync(captured: paths.Length);

        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select {EventSql.Path}, path from analytics.events order by sequence", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var (read, stored) = (new List<string?>(), new List<string?>());
        while (await reader.ReadAsync())
        {
            read.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
            stored.Add(reader.IsDBNull(1) ? null : reader.GetString(1));
        }

        Assert.That(read, Is.EqualTo(paths));
        Assert.That(stored.Take(3), Is.EqualTo(new[] { null, null, "17" }));
    }

    static async Task<List<string>> RowsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select array_to_string(array[to_char(time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), sequence::text, duration_us::text, upstream_us::text,
              first_byte_us::text, bytes_in::text, bytes_out::text, user_id::text, config_version::text, status::text, upstream_status::text, method::text, protocol::text,
              failed_by::text, reason::text, attempts::text, trace_id::text, tenant, route, api, team, cluster, destination, key, consumer, host, endpoint,
              path, country, groups::text, traffic_class::text], '|', '')
            from analytics.events order by sequence
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
