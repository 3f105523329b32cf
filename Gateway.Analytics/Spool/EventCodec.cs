using System.Buffers.Binary;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;

namespace Gateway.Analytics.Spool;

/// <summary>
/// The binary form of an event in the spool: a fixed part, five varints (zigzag, LEB128), what is there of user, user agent and
/// trace id, and the texts that are there. A text is its byte count and UTF-8; one that has no UTF-8 (a lone surrogate) is kept
/// as UTF-16, so that it comes back as it was and the writer can say what is wrong with it. Changing this changes
/// <see cref="SegmentHeader.Version"/>.
/// </summary>
static class EventCodec
{
    /// <summary>Bytes that every event fits into, unless a text is far beyond the caps of capture.</summary>
    public const int LengthMaximum = 60_000;

    const int FixedLength = 28;

    // The fixed part, five varints of at most ten bytes, three optional numbers.
    const int NumbersMaximum = FixedLength + (5 * 10) + 8 + 8 + 16;

    [Flags]
    enum Has : ushort
    {
        None = 0,
        Route = 1 << 0,
        Api = 1 << 1,
        Team = 1 << 2,
        Groups = 1 << 3,
        Cluster = 1 << 4,
        Destination = 1 << 5,
        Key = 1 << 6,
        Consumer = 1 << 7,
        Host = 1 << 8,
        Path = 1 << 9,
        User = 1 << 10,
        UserAgent = 1 << 11,
        TraceId = 1 << 12,
    }

    /// <summary>Writes the event; answers its length, or -1 when there is not enough room.</summary>
    public static int Encode(in RequestEvent value, Span<byte> into)
    {
        if (into.Length < NumbersMaximum)
            return -1;
        BinaryPrimitives.WriteInt64LittleEndian(into, value.Time.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], value.ConfigVersion);
        BinaryPrimitives.WriteInt16LittleEndian(into[12..], value.Status);
        BinaryPrimitives.WriteInt16LittleEndian(into[14..], value.UpstreamStatus);
        BinaryPrimitives.WriteInt16LittleEndian(into[16..], (short)value.Reason);
        BinaryPrimitives.WriteInt16LittleEndian(into[18..], value.Attempts);
        BinaryPrimitives.WriteUInt16LittleEndian(into[20..], value.Country.Number);
        into[22] = (byte)value.Method;
        into[23] = (byte)value.Protocol;
        into[24] = (byte)value.FailedBy;
        into[25] = 0;
        var has = Present(in value);
        BinaryPrimitives.WriteUInt16LittleEndian(into[26..], (ushort)has);

        var room = new EncodedRoom(into) { At = FixedLength };
        room.Number(value.DurationMicros);
        room.Number(value.UpstreamMicros);
        room.Number(value.FirstByteMicros);
        room.Number(value.BytesIn);
        room.Number(value.BytesOut);
        if (value.User != 0)
            room.Word((ulong)value.User);
        if (value.UserAgent != 0)
            room.Word(value.UserAgent);
        if (value.TraceId != UInt128.Zero)
        {
            room.Word((ulong)value.TraceId);
            room.Word((ulong)(value.TraceId >> 64));
        }

        room.Text(value.Tenant);
        room.Text(value.Route);
        room.Text(value.Api);
        room.Text(value.Team);
        room.Texts(value.Groups);
        room.Text(value.Cluster);
        room.Text(value.Destination);
        room.Text(value.Key);
        room.Text(value.Consumer);
        room.Text(value.Host);
        room.Text(value.Path);
        return room.IsOver ? -1 : room.At;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; the record's check has been made.</summary>
    public static RequestEvent Decode(ReadOnlySpan<byte> from, EventTexts texts)
    {
        var has = (Has)BinaryPrimitives.ReadUInt16LittleEndian(from[26..]);
        var rest = new EncodedRest(from) { At = FixedLength };
        return new RequestEvent
        {
            Time = new DateTime(BinaryPrimitives.ReadInt64LittleEndian(from), DateTimeKind.Utc),
            ConfigVersion = BinaryPrimitives.ReadInt32LittleEndian(from[8..]),
            Status = BinaryPrimitives.ReadInt16LittleEndian(from[12..]),
            UpstreamStatus = BinaryPrimitives.ReadInt16LittleEndian(from[14..]),
            Reason = (Reason)BinaryPrimitives.ReadInt16LittleEndian(from[16..]),
            Attempts = BinaryPrimitives.ReadInt16LittleEndian(from[18..]),
            Country = CountryCode.FromNumber(BinaryPrimitives.ReadUInt16LittleEndian(from[20..])),
            Method = (RequestMethod)from[22],
            Protocol = (RequestProtocol)from[23],
            FailedBy = (FailedBy)from[24],

            // In the order in which they were written.
            DurationMicros = rest.Number(),
            UpstreamMicros = rest.Number(),
            FirstByteMicros = rest.Number(),
            BytesIn = rest.Number(),
            BytesOut = rest.Number(),
            User = has.HasFlag(Has.User) ? (long)rest.Word() : 0,
            UserAgent = has.HasFlag(Has.UserAgent) ? rest.Word() : 0,
            TraceId = has.HasFlag(Has.TraceId) ? rest.Word() | ((UInt128)rest.Word() << 64) : UInt128.Zero,
            Tenant = texts.Name(rest.Text()),
            Route = has.HasFlag(Has.Route) ? texts.Name(rest.Text()) : null,
            Api = has.HasFlag(Has.Api) ? texts.Name(rest.Text()) : null,
            Team = has.HasFlag(Has.Team) ? texts.Name(rest.Text()) : null,
            Groups = has.HasFlag(Has.Groups) ? texts.Names(rest.Text()) : null,
            Cluster = has.HasFlag(Has.Cluster) ? texts.Name(rest.Text()) : null,
            Destination = has.HasFlag(Has.Destination) ? texts.Name(rest.Text()) : null,
            Key = has.HasFlag(Has.Key) ? texts.Name(rest.Text()) : null,
            Consumer = has.HasFlag(Has.Consumer) ? texts.Name(rest.Text()) : null,
            Host = has.HasFlag(Has.Host) ? texts.Name(rest.Text()) : null,
            Path = has.HasFlag(Has.Path) ? texts.Path(rest.Text()) : null,
        };
    }

    static Has Present(in RequestEvent value) =>
        (value.Route is null ? 0 : Has.Route)
        | (value.Api is null ? 0 : Has.Api)
        | (value.Team is null ? 0 : Has.Team)
        | (value.Groups is null ? 0 : Has.Groups)
        | (value.Cluster is null ? 0 : Has.Cluster)
        | (value.Destination is null ? 0 : Has.Destination)
        | (value.Key is null ? 0 : Has.Key)
        | (value.Consumer is null ? 0 : Has.Consumer)
        | (value.Host is null ? 0 : Has.Host)
        | (value.Path is null ? 0 : Has.Path)
        | (value.User == 0 ? 0 : Has.User)
        | (value.UserAgent == 0 ? 0 : Has.UserAgent)
        | (value.TraceId == UInt128.Zero ? 0 : Has.TraceId);
}
