namespace Gateway.Policies;

/// <summary>All policies in the order in which they run: whether it rests, who it is, then what is too much.</summary>
sealed class Policies(MaintenancePolicy maintenance, KeyPolicy key, JwtPolicy jwt, BodySizePolicy bodySize)
{
    public IPolicy[] All { get; } = [maintenance, key, jwt, bodySize];

    /// <summary>Needs a <see cref="UserPseudonyms"/>, the keys of issuers and a clock.</summary>
    public static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton<KeyRing>()
        .AddSingleton<MaintenancePolicy>()
        .AddSingleton<KeyPolicy>()
        .AddSingleton<JwtPolicy>()
        .AddSingleton<BodySizePolicy>()
        .AddSingleton<Policies>();
}
