using Gateway.Analytics.Queries;
using Npgsql;

namespace Gateway.Analytics.Requests;

/// <summary>What is read of a stored row, and how it is read. Where a dimension already says how a column is read, it is asked.</summary>
static class RequestColumns
{
    static readonly Dimension Path = Of("path");
    static readonly Dimension Group = Of("group");
    static readonly Dimension Node = Of("node");

    /// <summary>Columns of <see cref="RequestRow"/>, each with a name of its own.</summary>
    public static string Row { get; } = $"""
        events.time, events.spool, events.sequence, events.tenant, events.status, events.method, events.host, {Path.Sql} as request_path, events.endpoint,
          events.route, events.key, events.consumer, events.duration_us, events.failed_by, events.reason, events.bytes_out
        """;

    /// <summary>Names of <see cref="Row"/>.</summary>
    public const string RowNames =
        "time, spool, sequence, tenant, status, method, host, request_path, endpoint, route, key, consumer, duration_us, failed_by, reason, bytes_out";

    /// <summary>Columns of <see cref="RequestInFull"/>: those of a row first.</summary>
    public static string Full { get; } = $"""
        {Row},
          events.upstream_status, events.attempts, events.upstream_us, events.first_byte_us, events.bytes_in, events.protocol, events.api, events.team,
          {Group.Sql}, events.cluster, events.destination, events.country, events.browser, events.os, events.device, events.traffic_class,
          events.user_id, events.config_version, events.trace_id, {Node.Sql}
        """;

    const int RowCount = 16;

    public static IEnumerable<string?> RowJoins { get; } = [Path.Join];

    public static IEnumerable<string?> FullJoins { get; } = [Path.Join, Group.Join, Node.Join];

    /// <summary>A row from <paramref name="first"/> on, in the order of <see cref="Row"/>.</summary>
    public static RequestRow Read(NpgsqlDataReader reader, int first = 0) => new()
    {
        Id = Id(reader, first).ToString(),
        Time = new DateTimeOffset(reader.GetDateTime(first), TimeSpan.Zero),
        Tenant = reader.GetString(first + 3),
        Status = Number(reader, first + 4),
        Method = Name(ClosedSets.Methods, reader.GetInt16(first + 5))!,
        Host = Text(reader, first + 6),
        Path = Text(reader, first + 7),
        Endpoint = Text(reader, first + 8),
        Route = Text(reader, first + 9),
        Key = Text(reader, first + 10),
        Consumer = Text(reader, first + 11),
        DurationMs = reader.GetInt64(first + 12) / 1000d,
        FailedBy = Name(ClosedSets.FailedBy, reader.GetInt16(first + 13)),
        Reason = Name(ClosedSets.Reasons, reader.GetInt16(first + 14)),
        BytesOut = reader.GetInt64(first + 15),
    };

    public static RequestId Id(NpgsqlDataReader reader, int first = 0) =>
        new(reader.GetInt32(first + 1), reader.GetInt64(first + 2), reader.GetDateTime(first));

    /// <summary>A row in the order of <see cref="Full"/>.</summary>
    /// <param name="reader">On the row.</param>
    /// <param name="persons">Whether the pseudonym may be seen.</param>
    public static RequestInFull ReadFull(NpgsqlDataReader reader, bool persons)
    {
        var row = Read(reader);
        const int first = RowCount;
        return new RequestInFull
        {
            Id = row.Id,
            Time = row.Time,
            Tenant = row.Tenant,
            Status = row.Status,
            Method = row.Method,
            Host = row.Host,
            Path = row.Path,
            Endpoint = row.Endpoint,
            Route = row.Route,
            Key = row.Key,
            Consumer = row.Consumer,
            DurationMs = row.DurationMs,
            FailedBy = row.FailedBy,
            Reason = row.Reason,
            BytesOut = row.BytesOut,
            UpstreamStatus = Number(reader, first),
            Attempts = reader.GetInt16(first + 1),
            UpstreamMs = Millis(reader, first + 2),
            FirstByteMs = Millis(reader, first + 3),
            BytesIn = reader.GetInt64(first + 4),
            Protocol = Name(ClosedSets.Protocols, reader.GetInt16(first + 5))!,
            Api = Ided(reader, first + 6),
            Team = Ided(reader, first + 7),
            Groups = reader.IsDBNull(first + 8) ? [] : [.. reader.GetFieldValue<string[]>(first + 8).Select(id => new Named(id, null))],
            Cluster = Text(reader, first + 9),
            Destination = Text(reader, first + 10),
            Country = Text(reader, first + 11),
            Browser = Name(ClosedSets.Browsers, reader.GetInt16(first + 12)),
            Os = Name(ClosedSets.Systems, reader.GetInt16(first + 13)),
            Device = Name(ClosedSets.Devices, reader.GetInt16(first + 14)),
            TrafficClass = Name(ClosedSets.TrafficClasses, reader.GetInt16(first + 15)),
            User = persons && !reader.IsDBNull(first + 16) ? $"{reader.GetInt64(first + 16):x16}" : null,
            ConfigVersion = reader.GetInt32(first + 17) is > 0 and var version ? version : null,
            TraceId = reader.IsDBNull(first + 18) ? null : reader.GetGuid(first + 18).ToString("n"),
            Node = Text(reader, first + 19),
        };
    }

    static Dimension Of(string name) => Dimensions.All.Single(dimension => dimension.Name == name);

    static string? Name(IReadOnlyList<ClosedValue> values, short number)
    {
        foreach (var value in values)
        {
            if (value.Number == number)
                return value.Name;
        }

        // Stored by a newer version of a node that runs beside this one.
        return $"{number}";
    }

    static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    static Named? Ided(NpgsqlDataReader reader, int column) => Text(reader, column) is { } id ? new Named(id, null) : null;

    static int? Number(NpgsqlDataReader reader, int column) =>
        !reader.IsDBNull(column) && reader.GetInt16(column) is not 0 and var number ? number : null;

    static double? Millis(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column) / 1000d;
}
