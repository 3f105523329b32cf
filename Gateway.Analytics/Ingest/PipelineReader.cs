using System.Text.Json;
using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Ingest;

/// <summary>What each node's spool reported last; this node's own counts are live.</summary>
public sealed class PipelineReader(AnalyticsDatabase database, ISpool spool, IngestStatus status, NodeName node, TimeProvider time)
{
    /// <summary>A spool that has not reported for this long belongs to a node that is gone.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>This node alone, from memory: works also while the database is away.</summary>
    public SpoolReport Local() => new(node.Value, time.GetUtcNow(), Live: true, spool.Reader.Counts(), status.Current, spool.State());

    /// <summary>All spools of the last day, this node's first.</summary>
    public async Task<IReadOnlyList<SpoolReport>> AllAsync(CancellationToken token)
    {
        await using var session = await database.ReadAsync("", token);
        await using var command = session.Command("""
            /* gateway:spools/list */
            select id, node, seen, captured, stored, queued, quarantined, dropped, writer
            from spools
            where seen > now() - interval '1 day'
            order by seen desc
            limit 200
            """);
        await using var reader = await command.ExecuteReaderAsync(token);
        var reports = new List<SpoolReport> { Local() };
        while (await reader.ReadAsync(token))
        {
            if (reader.GetGuid(0) == spool.Id)
                continue;
            var seen = reader.GetFieldValue<DateTimeOffset>(2);
            var dropped = JsonSerializer.Deserialize<Dictionary<DropReason, long>>(reader.GetString(7), PipelineJson.Options) ?? [];
            var counts = new SpoolCounts(reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), dropped);
            var writer = JsonSerializer.Deserialize<WriterStatus>(reader.GetString(8), PipelineJson.Options) ?? WriterStatus.Initial;
            var live = writer.State != WriterState.Stopped && time.GetUtcNow() - seen < Silence;
            reports.Add(new SpoolReport(reader.GetString(1), seen, live, counts, writer));
        }

        return reports;
    }

    /// <summary>The newest events in quarantine: when, why, and what is known of them.</summary>
    public async Task<IReadOnlyList<QuarantinedEvent>> QuarantineAsync(int limit, CancellationToken token)
    {
        await using var session = await database.ReadAsync("", token);
        await using var command = session.Command(
            "/* gateway:quarantine/list */ select time, reason, detail from quarantine order by time desc limit $1",
            new Npgsql.NpgsqlParameter { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(token);
        var events = new List<QuarantinedEvent>();
        while (await reader.ReadAsync(token))
            events.Add(new QuarantinedEvent(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.GetString(2)));
        return events;
    }
}

/// <summary>One spool's counts and its writer's state.</summary>
/// <param name="Live">False when its process has stopped or has been silent for five minutes.</param>
/// <param name="Spool">How this node's spool stands with its disk; null for others.</param>
public sealed record SpoolReport(string Node, DateTimeOffset Seen, bool Live, SpoolCounts Counts, WriterStatus Writer, SpoolState? Spool = null);

/// <summary>An event that the database refused for its data.</summary>
public sealed record QuarantinedEvent(DateTimeOffset Time, string Reason, string Detail);
