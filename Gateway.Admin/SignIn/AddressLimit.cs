namespace Gateway.Admin.SignIn;

/// <summary>
/// Slows a guesser: after <see cref="Failures"/> wrong passwords from one address (or one IPv6 /64) within
/// <see cref="Window"/> it has to wait for the window's end, whatever names it tries. In memory, each node for itself.
/// </summary>
sealed class AddressLimit(TimeProvider time)
{
    public const int Failures = 20;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Addresses remembered. A guesser with more than these has made the oldest wait long enough.</summary>
    internal const int Maximum = 10_000;

    readonly Lock guard = new();
    readonly Dictionary<string, Tally> tallies = new(StringComparer.Ordinal);

    /// <summary>How long the address has to wait; null when it may try.</summary>
    public TimeSpan? Wait(string prefix)
    {
        lock (guard)
        {
            return tallies.TryGetValue(prefix, out var tally) && tally.Count >= Failures && tally.End > time.GetUtcNow()
                ? tally.End - time.GetUtcNow()
                : null;
        }
    }

    public void Add(string prefix)
    {
        var now = time.GetUtcNow();
        lock (guard)
        {
            if (tallies.TryGetValue(prefix, out var tally) && tally.End > now)
            {
                tally.Count++;
                return;
            }

            if (tallies.Count >= Maximum)
                MakeRoom(now);
            tallies[prefix] = new Tally { End = now + Window, Count = 1 };
        }
    }

    void MakeRoom(DateTimeOffset now)
    {
        foreach (var (prefix, tally) in tallies)
        {
            if (tally.End <= now)
                tallies.Remove(prefix);
        }

        if (tallies.Count >= Maximum)
        {
            foreach (var (prefix, _) in tallies.OrderBy(entry => entry.Value.End).Take(Maximum / 10).ToList())
                tallies.Remove(prefix);
        }
    }

    sealed class Tally
    {
        public required DateTimeOffset End { get; init; }

        public int Count { get; set; }
    }
}
