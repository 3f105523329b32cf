using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Analytics.Requests;

/// <summary>
/// Where a page ended: what follows in its order is strictly behind this place, so requests that come meanwhile push nothing into
/// the next page and out of it. It holds the range as it was resolved, since <c>now</c> moves. Opaque to callers, who gain nothing
/// by writing one; the check is there to tell a cursor of another question from one of this.
/// </summary>
/// <param name="Order">The order it is a place in.</param>
/// <param name="From">Begin of the range.</param>
/// <param name="To">End of the range.</param>
/// <param name="Value">Microseconds: the time since 1970, or the duration.</param>
/// <param name="Spool">With <paramref name="Sequence"/>, apart from equal ones.</param>
readonly record struct RequestCursor(RequestOrder Order, DateTimeOffset From, DateTimeOffset To, long Value, int Spool, long Sequence)
{
    const int PayloadBytes = 37;
    const int CheckBytes = 8;

    /// <summary>Before every request of that instant.</summary>
    public static RequestCursor Before(DateTimeOffset from, DateTimeOffset to, DateTimeOffset time) =>
        new(RequestOrder.Newest, from, to, Micros(time), int.MinValue, 0);

    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <param name="question">Equal for equal questions.</param>
    public string Write(string question)
    {
        Span<byte> room = stackalloc byte[PayloadBytes + CheckBytes];
        room[0] = (byte)Order;
        BinaryPrimitives.WriteInt64BigEndian(room[1..], Micros(From));
        BinaryPrimitives.WriteInt64BigEndian(room[9..], Micros(To));
        BinaryPrimitives.WriteInt64BigEndian(room[17..], Value);
        BinaryPrimitives.WriteInt32BigEndian(room[25..], Spool);
        BinaryPrimitives.WriteInt64BigEndian(room[29..], Sequence);
        Check(room[..PayloadBytes], question, room[PayloadBytes..]);
        return Convert.ToBase64String(room);
    }

    /// <summary>Null for what is no cursor of this question.</summary>
    public static RequestCursor? Read(string text, string question)
    {
        Span<byte> room = stackalloc byte[PayloadBytes + CheckBytes];
        Span<byte> check = stackalloc byte[CheckBytes];
        if (!Convert.TryFromBase64String(text, room, out var length) || length != room.Length)
            return null;
        Check(room[..PayloadBytes], question, check);
        if (!check.SequenceEqual(room[PayloadBytes..]))
            return null;
        return new RequestCursor(
            (RequestOrder)room[0],
            Time(BinaryPrimitives.ReadInt64BigEndian(room[1..])),
            Time(BinaryPrimitives.ReadInt64BigEndian(room[9..])),
            BinaryPrimitives.ReadInt64BigEndian(room[17..]),
            BinaryPrimitives.ReadInt32BigEndian(room[25..]),
            BinaryPrimitives.ReadInt64BigEndian(room[29..]));
    }

    static void Check(ReadOnlySpan<byte> payload, string question, Span<byte> into)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. payload, .. Encoding.UTF8.GetBytes(question)], hash);
        hash[..CheckBytes].CopyTo(into);
    }
}
