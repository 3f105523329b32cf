namespace Gateway.Admin.Access;

/// <summary>
/// The store's revision as this node saw it last, at most a second old. What was looked up at a revision holds until the next:
/// every change of a token or a role makes one.
/// </summary>
sealed class StoreRevision
{
    long current = -1;

    public long Current => Volatile.Read(ref current);

    /// <summary>A change of this node's own was stored.</summary>
    public void Advance(long revision)
    {
        for (var seen = Current; seen < revision;)
        {
            var before = Interlocked.CompareExchange(ref current, revision, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    /// <summary>
    /// What a look at the store found, which may be less than before: then the store was restored. A change of this node's own
    /// that was stored since the look began stands, as the look may have missed it.
    /// </summary>
    /// <param name="before">The revision when the look began.</param>
    /// <param name="found">The revision that it found.</param>
    public void Saw(long before, long found) => Interlocked.CompareExchange(ref current, found, before);
}
