using System.Runtime.Versioning;
using Gateway.Analytics.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Spool;

/// <summary>The spool in the data folder.</summary>
[SupportedOSPlatform("linux")]
public static class SpoolRegistration
{
    /// <summary>Needs a <see cref="SpoolPath"/>.</summary>
    public static IServiceCollection AddSpool(this IServiceCollection services) => services
        .AddSection<SpoolOptions>("Gateway:Spool")
        .AddSingleton(provider =>
        {
            var log = provider.GetRequiredService<ILogger<DiskSpool>>();
            return new DiskSpool(
                new SpoolFolder(provider.GetRequiredService<SpoolPath>().Value, log),
                provider.GetRequiredService<SpoolOptions>(),
                provider.GetRequiredService<TimeProvider>(),
                log);
        })
        .AddSingleton<ISpool>(provider => provider.GetRequiredService<DiskSpool>())
        .AddHostedService<SpoolKeeper>();
}

/// <summary>The folder of the spool's segments.</summary>
public sealed record SpoolPath(string Value);
