using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;

namespace Gateway.Analytics.Storage;

/// <summary>An event with what the writer adds to it.</summary>
public readonly record struct EventRow(RequestEvent Event, int Spool, long Sequence, string? Endpoint, ClientClass Client);

/// <summary>
/// The one description of a stored event: COPY writes by it and the schema test compares it with the table. A column without a
/// value yet (visitor, referrer) is in the table and not here; COPY leaves it null.
/// </summary>
public static class EventTable
{
    /// <summary>Columns in the order they are written.</summary>
    public static IReadOnlyList<EventColumn> Columns { get; } =
    [
        new("time", "timestamp with time zone", static (copy, in row) => copy.Timestamp(row.Event.Time)),
        new("sequence", "bigint", static (copy, in row) => copy.Int64(row.Sequence)),
        new("duration_us", "bigint", static (copy, in row) => copy.Int64(row.Event.DurationMicros)),
        new("upstream_us", "bigint", static (copy, in row) => Known(copy, row.Event.UpstreamMicros)),
        new("first_byte_us", "bigint", static (copy, in row) => Known(copy, row.Event.FirstByteMicros)),
        new("bytes_in", "bigint", static (copy, in row) => copy.Int64(row.Event.BytesIn)),
        new("bytes_out", "bigint", static (copy, in row) => copy.Int64(row.Event.BytesOut)),
        new("user_id", "bigint", static (copy, in row) =>
        {
            if (row.Event.User != 0)
                copy.Int64(row.Event.User);
            else
                copy.Null();
        }),
        new("spool", "integer", static (copy, in row) => copy.Int32(row.Spool)),
        new("config_version", "integer", static (copy, in row) => copy.Int32(row.Event.ConfigVersion)),
        new("status", "smallint", static (copy, in row) => copy.Int16(row.Event.Status)),
        new("upstream_status", "smallint", static (copy, in row) =>
        {
            if (row.Event.UpstreamStatus > 0)
                copy.Int16(row.Event.UpstreamStatus);
            else
                copy.Null();
        }),
        new("method", "smallint", static (copy, in row) => copy.Int16((short)row.Event.Method)),
        new("protocol", "smallint", static (copy, in row) => copy.Int16((short)row.Event.Protocol)),
        new("failed_by", "smallint", static (copy, in row) => copy.Int16((short)row.Event.FailedBy)),
        new("reason", "smallint", static (copy, in row) => copy.Int16((short)row.Event.Reason)),
        new("attempts", "smallint", static (copy, in row) => copy.Int16(row.Event.Attempts)),
        new("browser", "smallint", static (copy, in row) => copy.Int16((short)row.Client.Browser)),
        new("os", "smallint", static (copy, in row) => copy.Int16((short)row.Client.Os)),
        new("device", "smallint", static (copy, in row) => copy.Int16((short)row.Client.Device)),
        new("traffic_class", "smallint", static (copy, in row) => copy.Int16((short)row.Client.TrafficClass)),
        new("trace_id", "uuid", static (copy, in row) =>
        {
            if (row.Event.TraceId == UInt128.Zero)
                copy.Null();
            else
                copy.Uuid(row.Event.TraceId);
        }),
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
        new("path", "text", static (copy, in row) => Path(copy, row.Event.Path, row.Endpoint)),
        Text("country", static (in row) => row.Event.Country == default ? null : row.Event.Country.ToString()),
        new("groups", "text", static (copy, in row) =>
        {
            if (row.Event.Groups is { Length: > 0 } groups)
                copy.Texts(groups, separator: ' ');
            else
                copy.Null();
        }),
    ];

    /// <summary>The COPY statement for <see cref="Columns"/>; Npgsql wants it to begin with the word.</summary>
    public static string Copy { get; } = CopyInto("events");

    /// <summary>The same into a table of this form.</summary>
    internal static string CopyInto(string table) =>
        $"copy /* gateway:events/copy */ {table} ({string.Join(", ", Columns.Select(column => column.Name))}) from stdin (format binary)";

    /// <summary>Adds the row. One that cannot be written is taken back, and the error says why.</summary>
    /// <exception cref="System.Text.EncoderFallbackException">A text has no UTF-8.</exception>
    public static void Write(CopyBuffer copy, in EventRow row)
    {
        var mark = copy.Mark;
        try
        {
            copy.Row(Columns.Count);
            for (var column = 0; column < Columns.Count; column++)
                Columns[column].Write(copy, in row);
        }
        catch (System.Text.EncoderFallbackException)
        {
            copy.TakeBack(mark);
            throw;
        }
    }

    delegate string? GetText(in EventRow row);

    static EventColumn Text(string name, GetText get) => new(name, "text", (copy, in row) =>
    {
        if (get(in row) is { } value)
            copy.Text(value);
        else
            copy.Null();
    });

    /// <summary>In short where the endpoint says the rest; <see cref="EventSql.Path"/> is the way back.</summary>
    static void Path(CopyBuffer copy, string? path, string? endpoint)
    {
        var letters = endpoint?.IndexOf('{') ?? -1;
        if (path is null || path == endpoint)
            copy.Null();
        else if (letters > 0 && path.Length > letters && path[letters] != '/' && path.AsSpan(0, letters).SequenceEqual(endpoint.AsSpan(0, letters)))
            copy.Text(path.AsSpan(letters));
        else
            copy.Text(path);
    }

    static void Known(CopyBuffer copy, long micros)
    {
        if (micros >= 0)
            copy.Int64(micros);
        else
            copy.Null();
    }
}

/// <summary>One column: its name, its type as the catalogue names it, and how a row's value is written.</summary>
public sealed record EventColumn(string Name, string Type, EventColumn.Writer Write)
{
    public delegate void Writer(CopyBuffer copy, in EventRow row);
}
