namespace Gateway.Policies;

/// <summary>The configuration version that requests meet now.</summary>
sealed class ConfigInForce
{
    int version;

    public int Version
    {
        get => Volatile.Read(ref version);
        set => Volatile.Write(ref version, value);
    }
}
