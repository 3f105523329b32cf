using Gateway.Analytics.Events;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

public sealed class OutcomeTests
{
    /// <summary>Every combination of what the conditions look at, judged by the database and by the program.</summary>
    [Test]
    public async Task The_conditions_in_sql_and_in_csharp_say_the_same()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"""
            select status, failed_by, protocol, duration_us, upstream_us,
              {Outcomes.ErrorSql}, {Outcomes.ClientErrorSql}, {Outcomes.RefusalSql}, {Outcomes.TimedSql}, {Outcomes.ForwardedSql}, {Outcomes.OwnSql}
            from unnest(array[0, 100, 101, 200, 204, 304, 399, 400, 401, 404, 429, 499, 500, 502, 599, 600]) status,
              generate_series(0, 4) failed_by, generate_series(0, 5) protocol,
              (values (5::bigint, null::bigint), (5, 0), (5, 3), (5, 5), (5, 9), (-1, null), (-1, 3)) times (duration_us, upstream_us)
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        for (; await reader.ReadAsync(); rows++)
        {
            var (status, failedBy, protocol) = (reader.GetInt32(0), (FailedBy)reader.GetInt32(1), (RequestProtocol)reader.GetInt32(2));
            var timed = Outcomes.IsTimed(status, protocol, reader.GetInt64(3));
            bool[] judged =
            [
                Outcomes.IsError(status, failedBy), Outcomes.IsClientError(status, failedBy), Outcomes.IsRefusal(failedBy),
                timed, timed && !reader.IsDBNull(4),
            ];
            Assert.That(judged, Is.EqualTo(Enumerable.Range(5, 5).Select(reader.GetBoolean)), $"{status} {failedBy} {protocol}");
            if (!reader.IsDBNull(4))
                Assert.That(Outcomes.Own(reader.GetInt64(3), reader.GetInt64(4)), Is.EqualTo(reader.GetInt64(10)));
        }

        Assert.That(rows, Is.EqualTo(16 * 5 * 6 * 7));
    }
}
