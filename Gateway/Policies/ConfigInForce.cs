namespace Gateway.Policies;

/// <summary>The configuration version that requests meet now.</summary>
sealed class ConfigInForce
{
    int version = -1;

    /// <summary>False until the first configuration, be it from the store or from the snapshot.</summary>
    public bool IsLoaded => Volatile.Read(ref version) >= 0;

    public int Version
    {
        get => Math.Max(0, Volatile.Read(ref version));
        set => Volatile.Write(ref version, value);
    }
}
