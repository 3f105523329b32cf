using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Analytics.Storage;

/// <summary>An event with what the writer adds to it.</summary>
public readonly record struct EventRow(RequestEvent Event, int Spool, long Sequence, string? Endpoint, ClientClass Client);

/// <summary>
/// The one description of a stored event: COPY writes by it and the schema test compares it with the table. A column without a
/// value yet (visitor, user, referrer) is in the table and not here; COPY leaves it null.
/// </summary>
public static class EventTable
{
    /// <summary>Columns in the order they are written.</summary>
    public static IReadOnlyList<EventColumn> Columns { get; } =
    [
        Value("time", NpgsqlDbType.TimestampTz, static (in row) => row.Event.Time),
        Value("sequence", NpgsqlDbType.Bigint, static (in row) => row.Sequence),
        Value("duration_us", NpgsqlDbType.Bigint, static (in row) => row.Event.DurationMicros),
        Optional("upstream_us", NpgsqlDbType.Bigint, static (in row) => Known(row.Event.UpstreamMicros)),
        Optional("first_byte_us", NpgsqlDbType.Bigint, static (in row) => Known(row.Event.FirstByteMicros)),
        Value("bytes_in", NpgsqlDbType.Bigint, static (in row) => row.Event.BytesIn),
        Value("bytes_out", NpgsqlDbType.Bigint, static (in row) => row.Event.BytesOut),
        Value("spool", NpgsqlDbType.Integer, static (in row) => row.Spool),
        Value("config_version", NpgsqlDbType.Integer, static (in row) => row.Event.ConfigVersion),
        Value("status", NpgsqlDbType.Smallint, static (in row) => row.Event.Status),
        Optional("upstream_status", NpgsqlDbType.Smallint, static (in row) => row.Event.UpstreamStatus is > 0 and var status ? status : default(short?)),
        Value("method", NpgsqlDbType.Smallint, static (in row) => (short)row.Event.Method),
        Value("protocol", NpgsqlDbType.Smallint, static (in row) => (short)row.Event.Protocol),
        Value("failed_by", NpgsqlDbType.Smallint, static (in row) => (short)row.Event.FailedBy),
        Value("reason", NpgsqlDbType.Smallint, static (in row) => (short)row.Event.Reason),
        Value("attempts", NpgsqlDbType.Smallint, static (in row) => row.Event.Attempts),
        Value("browser", NpgsqlDbType.Smallint, static (in row) => (short)row.Client.Browser),
        Value("os", NpgsqlDbType.Smallint, static (in row) => (short)row.Client.Os),
        Value("device", NpgsqlDbType.Smallint, static (in row) => (short)row.Client.Device),
        Value("traffic_class", NpgsqlDbType.Smallint, static (in row) => (short)row.Client.TrafficClass),
        Optional("trace_id", NpgsqlDbType.Uuid, static (in row) => TraceId(row.Event.TraceId)),
        Text("tenant", static (in row) => row.Event.Tenant),
        Text("route", static (in row) => row.Event.Route),
        Text("api", static (in row) => row.Event.Api),
        Text("team", static (in row) => row.Event.Team),
        Text("cluster", static (in row) => row.Event.Cluster),
        Text("destination", static (in row) => row.Event.Destination),
        Text("key", static (in row) => row.Event.Key),
        Text("consumer", static (in row) => row.Event.Consumer),
        Text("host", static (in row) => row.Event.Host),
        Text("endpoint", static (in row) => row.Endpoint),
        Text("path", static (in row) => row.Event.Path),
        Text("country", static (in row) => row.Event.Country == default ? null : row.Event.Country.ToString()),
        new("groups", NpgsqlDbType.Array | NpgsqlDbType.Text, static (importer, in row) =>
        {
            if (row.Event.Groups is { Length: > 0 } groups)
                importer.Write(groups, NpgsqlDbType.Array | NpgsqlDbType.Text);
            else
                importer.WriteNull();
        }),
    ];

    /// <summary>The COPY statement for <see cref="Columns"/>; Npgsql wants it to begin with the word.</summary>
    public static string Copy { get; } =
        $"copy /* gateway:events/copy */ events ({string.Join(", ", Columns.Select(column => column.Name))}) from stdin (format binary)";

    delegate T Get<out T>(in EventRow row);

    static EventColumn Value<T>(string name, NpgsqlDbType type, Get<T> get)
        where T : struct => new(name, type, (importer, in row) => importer.Write(get(in row), type));

    static EventColumn Optional<T>(string name, NpgsqlDbType type, Get<T?> get)
        where T : struct => new(name, type, (importer, in row) =>
        {
            if (get(in row) is { } value)
                importer.Write(value, type);
            else
                importer.WriteNull();
        });

    static EventColumn Text(string name, Get<string?> get) => new(name, NpgsqlDbType.Text, (importer, in row) =>
    {
        if (get(in row) is { } value)
            importer.Write(value, NpgsqlDbType.Text);
        else
            importer.WriteNull();
    });

    static long? Known(long micros) => micros >= 0 ? micros : null;

    static Guid? TraceId(UInt128 id)
    {
        if (id == UInt128.Zero)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>One column: its name, its type, and how a row's value is written.</summary>
public sealed record EventColumn(string Name, NpgsqlDbType Type, EventColumn.Writer Write)
{
    public delegate void Writer(NpgsqlBinaryImporter importer, in EventRow row);
}
