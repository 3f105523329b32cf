using System.Globalization;

namespace Gateway.Analytics.Requests;

/// <summary>
/// Names one stored request: the spool and the place in it, which are unique, and the time, which finds the row without an index
/// of its own. As text <c>spool-sequence-microseconds</c>, the last in hexadecimal since 1970; safe in an address.
/// </summary>
public readonly record struct RequestId(int Spool, long Sequence, DateTime Time)
{
    static readonly long LatestMicros = new DateTime(2190, 1, 1, 0, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static bool TryParse(string text, out RequestId id)
    {
        id = default;
        if (text.Length > 60
            || text.Split('-') is not [var spool, var sequence, var micros]
            || !int.TryParse(spool, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            || !long.TryParse(micros, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var since)
            || since < 0
            || since > LatestMicros)
        {
            return false;
        }

        id = new RequestId(number, place, DateTime.UnixEpoch.AddTicks(since * TimeSpan.TicksPerMicrosecond));
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Spool}-{Sequence}-{(Time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond:x}");
}
