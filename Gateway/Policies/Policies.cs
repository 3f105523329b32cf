namespace Gateway.Policies;

/// <summary>All policies in the order in which they run: who it is first, then what is too much.</summary>
sealed class Policies(KeyPolicy key, BodySizePolicy bodySize)
{
    public IPolicy[] All { get; } = [key, bodySize];

    public static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton<KeyRing>()
        .AddSingleton<KeyPolicy>()
        .AddSingleton<BodySizePolicy>()
        .AddSingleton<Policies>();
}
