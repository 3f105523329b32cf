using Gateway.Admin.Store;

namespace Gateway.Admin.Access;

/// <summary>
/// A session as a node holds it in memory. Each use moves its end; the store learns of it every few minutes, and every node asks
/// the store once more before it calls a session over, because another node may have seen it used.
/// </summary>
sealed class OpenSession
{
    static readonly TimeSpan WriteAtMostEvery = TimeSpan.FromMinutes(5);

    readonly TimeSpan idle;
    readonly DateTimeOffset lastEnd;
    long end;
    long written;

    public OpenSession(UserSession row, Caller caller, AdminOptions options)
    {
        Caller = caller;
        Hash = row.Hash;
        idle = options.SessionIdle;
        lastEnd = row.CreatedAt + options.SessionLifetime;
        end = Min(row.ExpiresAt, lastEnd).UtcTicks;
        written = row.SeenAt.UtcTicks;
    }

    public Caller Caller { get; }

    public byte[] Hash { get; }

    public DateTimeOffset End => new(Volatile.Read(ref end), TimeSpan.Zero);

    /// <summary>Whether it is over for good, whatever the store says.</summary>
    public bool IsOverForGood(DateTimeOffset now) => lastEnd <= now;

    /// <summary>Moves the end.</summary>
    /// <returns>Whether the store is to be told; true for one caller only.</returns>
    public bool Use(DateTimeOffset now)
    {
        Volatile.Write(ref end, Math.Max(Volatile.Read(ref end), Min(now + idle, lastEnd).UtcTicks));
        var last = Volatile.Read(ref written);
        // A short idle time needs to be told more often, or another node would end the session too early.
        var every = Math.Min(WriteAtMostEvery.Ticks, idle.Ticks / 5);
        return now.UtcTicks - last >= every && Interlocked.CompareExchange(ref written, now.UtcTicks, last) == last;
    }

    static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset two) => one < two ? one : two;
}
