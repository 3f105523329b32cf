using Gateway.Analytics.Events;
using Gateway.Analytics.Storage;
using NpgsqlTypes;

namespace Gateway.Tests.Queries;

/// <summary>A stored exchange as the tests know it, apart from the product's own description of the table.</summary>
sealed record SampleEvent
{
    public required DateTime Time { get; init; }
    public string Tenant { get; init; } = "acme";
    public short Status { get; init; } = 200;
    public FailedBy FailedBy { get; init; }
    public Reason Reason { get; init; }
    public long DurationMicros { get; init; } = 1000;
    public long? UpstreamMicros { get; init; }
    public long BytesIn { get; init; }
    public long BytesOut { get; init; }
    public int Spool { get; init; } = 1;
    public int ConfigVersion { get; init; }
    public RequestMethod Method { get; init; } = RequestMethod.Get;
    public RequestProtocol Protocol { get; init; } = RequestProtocol.Http11;
    public short Attempts { get; init; } = 1;
    public short Browser { get; init; }
    public short Os { get; init; }
    public short Device { get; init; }
    public short TrafficClass { get; init; }
    public string? Route { get; init; }
    public string? Api { get; init; }
    public string? Team { get; init; }
    public string? Cluster { get; init; }
    public string? Destination { get; init; }
    public string? Key { get; init; }
    public string? Consumer { get; init; }
    public long? User { get; init; }
    public string? Host { get; init; }
    public string? Endpoint { get; init; }
    public string? Path { get; init; }
    public string? Country { get; init; }
    public string[]? Groups { get; init; }

    /// <summary>Writes events as the writer's role does, with the partitions they need.</summary>
    /// <param name="beforeCommit">What else the same transaction does.</param>
    public static async Task StoreAsync(AnalyticsDatabase database, IReadOnlyList<SampleEvent> events, Func<DatabaseSession, Task>? beforeCommit = null)
    {
        await using var session = await database.IngestAsync(default);
        foreach (var day in events.Select(sample => sample.Time.Date).Distinct())
            await session.ExecuteAsync($"create table if not exists events_{day:yyyy_MM_dd} partition of events for values from ('{day:yyyy-MM-dd} 00:00+00') to ('{day.AddDays(1):yyyy-MM-dd} 00:00+00')", default);

        await using (var importer = await session.Connection.BeginBinaryImportAsync("""
            copy events (time, sequence, duration_us, upstream_us, bytes_in, bytes_out, user_id, spool, config_version, status, method, protocol, failed_by,
              reason, attempts, browser, os, device, traffic_class, tenant, route, api, team, cluster, destination, key, consumer, host, endpoint,
              path, country, groups) from stdin (format binary)
            """))
        {
            var sequence = 0L;
            foreach (var sample in events)
            {
                await importer.StartRowAsync();
                await importer.WriteAsync(sample.Time, NpgsqlDbType.TimestampTz);
                foreach (var number in new long?[] { ++sequence, sample.DurationMicros, sample.UpstreamMicros, sample.BytesIn, sample.BytesOut, sample.User })
                {
                    if (number is { } value)
                        await importer.WriteAsync(value, NpgsqlDbType.Bigint);
                    else
                        await importer.WriteNullAsync();
                }

                foreach (var number in new[] { sample.Spool, sample.ConfigVersion })
                    await importer.WriteAsync(number, NpgsqlDbType.Integer);
                foreach (var number in new[]
                {
                    sample.Status, (short)sample.Method, (short)sample.Protocol, (short)sample.FailedBy, (short)sample.Reason,
                    sample.Attempts, sample.Browser, sample.Os, sample.Device, sample.TrafficClass,
                })
                {
                    await importer.WriteAsync(number, NpgsqlDbType.Smallint);
                }

                foreach (var text in new[]
                {
                    sample.Tenant, sample.Route, sample.Api, sample.Team, sample.Cluster, sample.Destination, sample.Key,
                    sample.Consumer, sample.Host, sample.Endpoint, sample.Path, sample.Country, sample.Groups is { } groups ? string.Join(' ', groups) : null,
                })
                {
                    if (text is null)
                        await importer.WriteNullAsync();
                    else
                        await importer.WriteAsync(text, NpgsqlDbType.Text);
                }
            }

            await importer.CompleteAsync();
        }

        if (beforeCommit is not null)
            await beforeCommit(session);
        await session.CommitAsync(default);
    }
}
