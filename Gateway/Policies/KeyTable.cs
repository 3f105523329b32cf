using System.Buffers.Binary;
using Gateway.Admin.Publishing;
using Gateway.Admin.Secrets;

namespace Gateway.Policies;

/// <summary>
/// All keys in memory, found by the hash of what was sent. Nothing is asked of the database while a request runs. Replaced as
/// a whole when the store changes.
/// </summary>
sealed class KeyTable
{
    public static KeyTable Empty { get; } = new([]);

    readonly Dictionary<UInt128, KeyEntry> byHash;

    public KeyTable(IReadOnlyCollection<PublishedKey> keys)
    {
        byHash = new Dictionary<UInt128, KeyEntry>(keys.Count);
        foreach (var key in keys)
        {
            var entry = new KeyEntry(key);
            byHash[Short(key.Hash)] = entry;
            if (key.PreviousHash is { } previous)
                byHash.TryAdd(Short(previous), entry);
        }
    }

    public int Count => byHash.Count;

    /// <summary>All keys with the time of their last use, for the report to the store.</summary>
    public IEnumerable<KeyEntry> Entries => byHash.Values.Distinct();

    /// <summary>The key with this secret; allocates nothing.</summary>
    public KeyEntry? Find(ReadOnlySpan<char> secret, DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[32];
        KeySecret.Hash(secret, hash);
        // 128 bits of a SHA-256 find it, all 256 decide. The table's order says nothing about a secret, so no constant time is needed.
        return byHash.TryGetValue(Short(hash), out var entry) && entry.Takes(hash, now) ? entry : null;
    }

    /// <summary>Takes over when keys were last used, from the table before.</summary>
    public void TakeUses(KeyTable before)
    {
        foreach (var (hash, entry) in before.byHash)
        {
            if (entry.LastUsedTicks > 0 && byHash.TryGetValue(hash, out var now) && now.Id == entry.Id)
                now.Used(new DateTimeOffset(entry.LastUsedTicks, TimeSpan.Zero));
        }
    }

    static UInt128 Short(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128LittleEndian(hash);
}

/// <summary>One key as requests meet it.</summary>
sealed class KeyEntry(PublishedKey key)
{
    readonly HashSet<string>? apis = key.Allow is null ? null : [.. key.Allow.Apis];
    readonly HashSet<string>? routes = key.Allow is null ? null : [.. key.Allow.Routes];
    readonly HashSet<string>? groups = key.Allow is null ? null : [.. key.Allow.Groups];
    long lastUsedTicks;
    long user;

    public string Tenant => key.Tenant;

    public string Id => key.Id;

    public string? Consumer => key.Consumer;

    public bool Enabled => key.Enabled;

    public bool Revoked => key.Revoked;

    public DateTimeOffset? ExpiresAt => key.ExpiresAt;

    /// <summary>UTC ticks; 0 when not used since it was loaded.</summary>
    public long LastUsedTicks => Volatile.Read(ref lastUsedTicks);

    /// <summary>Pseudonym of who uses it; made once.</summary>
    public long UserBy(UserPseudonyms users)
    {
        var known = Volatile.Read(ref user);
        if (known == 0)
            Volatile.Write(ref user, known = users.Of(Tenant, UserPseudonyms.Consumer, string.IsNullOrEmpty(Consumer) ? Id : Consumer));
        return known;
    }

    public bool Takes(ReadOnlySpan<byte> hash, DateTimeOffset now) =>
        hash.SequenceEqual(key.Hash) || (now < key.GraceUntil && key.PreviousHash is { } previous && hash.SequenceEqual(previous));

    public bool MayCall(RoutePlan route)
    {
        if (routes is null)
            return true;
        if (routes.Contains(route.Route) || (route.Api is not null && apis!.Contains(route.Api)))
            return true;
        if (route.Groups is { } ofRoute)
        {
            foreach (var group in ofRoute)
            {
                if (groups!.Contains(group))
                    return true;
            }
        }

        return false;
    }

    public void Used(DateTimeOffset now) => Volatile.Write(ref lastUsedTicks, now.UtcTicks);
}
