using System.Runtime.Versioning;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Configuration;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Analytics.Ingest;

/// <summary>From the spool into the database.</summary>
[SupportedOSPlatform("linux")]
public static class IngestRegistration
{
    /// <summary>Needs an <see cref="AnalyticsDatabase"/>, a <see cref="SpoolPath"/>, a <see cref="UserAgentCache"/> and a <see cref="NodeName"/>.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services) => services
        .AddSpool()
        .AddSection<IngestOptions>("Gateway:Ingest")
        .AddSingleton<IngestStatus>()
        .AddSingleton<StageFaults>()
        .AddSingleton<Partitions>()
        .AddSingleton<EventWriter>()
        .AddSingleton<PipelineReader>()
        .AddHostedService<IngestLoop>();
}
