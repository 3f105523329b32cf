using Gateway.Analytics.Storage;
using Gateway.Bench.Replay;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>A real log through keyed routes: what the sender counted, what is stored, what queries answer and what arrived are the same.</summary>
public sealed class ReplayTests
{
    [Test]
    [Category("Slow")]
    public async Task Ten_thousand_logged_requests_a_tenth_of_them_refused_are_counted_the_same_everywhere()
    {
        using var folder = new TestFolder();
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString, null, "Gateway:TrustedProxies:0=127.0.0.1/32");
        await gateway.ReadyAsync();

        var said = new StringWriter();
        var report = await ReplayRun.RunAsync(
            new ReplayOptions { Log = AccessLog.Unpack(folder), Proxy = gateway.Proxy, Admin = gateway.Admin, Token = TestGateway.Token, Connections = 16 },
            said,
            CancellationToken.None);

        Assert.That(report.Agrees, said.ToString());
        Assert.That(report.Answers, Has.Count.EqualTo(AccessLog.Lines));
        Assert.That(report.Refused, Is.InRange(900, 1100));
        Assert.That(report.Upstream, Has.Count.EqualTo(report.Answers.Count - report.Refused), "the upstream has exactly what was not refused");
        await gateway.DrainedAsync(captured: AccessLog.Lines);

        Assert.That(await StoredAsync(database, report.From, "status::text"), Is.EquivalentTo(report.ByStatus));
        Assert.That(await StoredAsync(database, report.From, "(array['_OTHER','GET','HEAD','POST','PUT','DELETE','PATCH','OPTIONS'])[method + 1]"), Is.EquivalentTo(report.ByMethod));
        Assert.That(await StoredAsync(database, report.From, EventSql.Path), Is.EquivalentTo(report.ByPath));
        Assert.That(await StoredAsync(database, report.From, "route"), Is.EquivalentTo(report.ByRoute));
        // The sender sees the end a moment after the gateway; over the turn of a minute single requests may fall on either side.
        var minutes = await StoredAsync(database, report.From, "to_char(date_trunc('minute', time at time zone 'UTC'), 'YYYY-MM-DD\"T\"HH24:MI')");
        Assert.That(minutes.Values.Sum(), Is.EqualTo(report.ByMinute.Values.Sum()));
        foreach (var (minute, count) in report.ByMinute)
            Assert.That(minutes.GetValueOrDefault($"{minute.UtcDateTime:yyyy-MM-ddTHH:mm}"), Is.EqualTo(count).Within(32));
    }

    static async Task<Dictionary<string, long>> StoredAsync(TestDatabase database, DateTimeOffset from, string column)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select coalesce({column}, '(none)'), count(*) from analytics.events where tenant = 'replay' and time >= $1 group by 1", connection);
        // The replay asks once beforehand whether its routes are served.
        command.Parameters.Add(new NpgsqlParameter { Value = from.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync();
        var counts = new Dictionary<string, long>();
        while (await reader.ReadAsync())
            counts[reader.GetString(0)] = reader.GetInt64(1);
        return counts;
    }
}
