using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gateway.Analytics.Classify;

/// <summary>
/// Knows the class of each user agent by a hash, so that no text goes further than this process's memory.
/// <code>
/// request ── Remember: hash ──► spool ──► Resolve ──► class
///                │ text, when new            │
///                └────────► pending ─────────┘ classified once, text forgotten
/// </code>
/// The hash has a random seed per process: what reaches the disk cannot be looked up in a list of user agents, and nobody can
/// prepare two that collide. An event of an earlier process therefore stays unknown.
/// </summary>
public sealed class UserAgentCache(UserAgentOptions options, TimeProvider time)
{
    // A text that nobody asks for (its event was dropped) makes room after this time, if room is needed.
    static readonly TimeSpan PendingLimit = TimeSpan.FromMinutes(5);

    readonly long seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    readonly UserAgentSlots<ClassSlot> classes = new(options.CacheSize);
    readonly UserAgentSlots<TextSlot> pending = new(options.PendingSize);
    readonly Lock resolving = new();
    int hand;
    long unknown;

    /// <summary>User agents whose class is known.</summary>
    public int Cached => classes.Count;

    /// <summary>User agents whose text waits for classification.</summary>
    public int Pending => pending.Count;

    /// <summary>Events so far whose class stayed unknown, because the text was gone or the budget was spent.</summary>
    public long Unknown => Interlocked.Read(ref unknown);

    /// <summary>
    /// The hash under which <see cref="Resolve"/> knows this user agent; 0 for none. For the hot path: takes no lock, never waits
    /// or classifies, and allocates only for one that is new.
    /// </summary>
    public ulong Remember(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent))
            return 0;

        // 1. What lies past the limit is not read, so it does not count either.
        var length = Math.Min(userAgent.Length, UserAgentClassifier.MaxLength);
        var hash = Math.Max(1, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(userAgent.AsSpan(0, length)), seed));

        // 2. Nearly always known.
        if (classes.Find(hash) is { } known)
        {
            known.Touch();
            return hash;
        }

        // 3. New: keep the text if there is room.
        if (pending.Find(hash) is null)
            Keep(new TextSlot(hash, length == userAgent.Length ? userAgent : userAgent[..length], time.GetTimestamp()));
        return hash;
    }

    /// <summary>The class of a remembered user agent where it is known already. For the hot path.</summary>
    public bool TryFind(ulong hash, out ClientClass found)
    {
        var known = hash == 0 ? null : classes.Find(hash);
        found = known?.Class ?? default;
        return known is not null;
    }

    /// <summary>
    /// The class of a remembered user agent, classifying its text now if need be and the budget allows; else unknown, and
    /// counted. For the writer: may take a lock and some time.
    /// </summary>
    public ClientClass Resolve(ulong hash, ref ClassifyBudget budget)
    {
        if (hash == 0)
            return default;
        if (classes.Find(hash) is { } known)
        {
            known.Touch();
            return known.Class;
        }

        lock (resolving)
        {
            if (classes.Find(hash) is { } justNow)
                return justNow.Class;
            if (pending.Find(hash) is { } waiting && !budget.Exhausted)
                return Classify(waiting, ref budget);
        }

        Interlocked.Increment(ref unknown);
        return default;
    }

    ClientClass Classify(TextSlot waiting, ref ClassifyBudget budget)
    {
        // Loading the lists, once per process, is not charged: the first batch would find its budget spent.
        var classifier = UserAgentClassifier.Instance;
        var start = budget.Start();
        var found = classifier.Classify(waiting.Text);
        budget.Spend(start);

        // First known, then forgotten: a request in between must not keep the text again.
        Store(new ClassSlot(waiting.Hash, found));
        pending.Remove(waiting.Hash);
        return found;
    }

    void Keep(TextSlot added)
    {
        if (pending.TryAdd(added))
        {
            // Classified between our two looks: nobody will ask for this text again.
            if (classes.Find(added.Hash) is not null)
                pending.Remove(added.Hash);
            return;
        }

        foreach (var slot in pending.Set(added.Hash))
        {
            if (slot is not null && time.GetElapsedTime(slot.Since) > PendingLimit && pending.TryReplace(slot, added))
                return;
        }
    }

    /// <summary>
    /// CLOCK within the set: the first that nobody asked for since the hand came by gives way. One-time agents of a flood push out
    /// each other, not those in use.
    /// </summary>
    void Store(ClassSlot added)
    {
        if (classes.TryAdd(added))
            return;
        var set = classes.Set(added.Hash);
        while (true)
        {
            var victim = set[hand++ & (set.Length - 1)]!;
            if (victim.Recent)
                victim.Recent = false;
            else if (classes.TryReplace(victim, added))
                return;
        }
    }

    sealed class TextSlot(ulong hash, string text, long since) : UserAgentSlot(hash)
    {
        public string Text { get; } = text;
        public long Since { get; } = since;
    }

    sealed class ClassSlot(ulong hash, ClientClass found) : UserAgentSlot(hash)
    {
        public ClientClass Class { get; } = found;
        public bool Recent { get; set; }

        /// <summary>Writes only when it changes something: the line is shared by all cores.</summary>
        public void Touch()
        {
            if (!Recent)
                Recent = true;
        }
    }
}
