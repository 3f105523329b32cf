namespace Gateway.Admin.Access;

/// <summary>
/// The store's revision as this node saw it last, at most a second old. What was looked up at a revision holds until the next:
/// every change of a token or a role makes one.
/// </summary>
sealed class StoreRevision
{
    long current = -1;

    public long Current
    {
        get => Volatile.Read(ref current);
        set => Volatile.Write(ref current, value);
    }
}
