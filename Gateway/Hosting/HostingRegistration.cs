using Gateway.Admin.Alerts;
using Gateway.Admin.Certificates;
using Gateway.Admin.Kpi;
using Gateway.Admin.Nodes;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Gateway.Analytics.Configuration;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Gateway.Capture;
using Gateway.Policies;
using Gateway.Proxy;
using Gateway.Tls;

namespace Gateway.Hosting;

/// <summary>The ground a node stands on: options, data folder, secret, database, listeners, health.</summary>
static class HostingRegistration
{
    /// <summary>The options of this project's own sections.</summary>
    public static IServiceCollection AddNodeOptions(this IServiceCollection services) => services
        .AddSection<NodeOptions>("Gateway", closed: false)
        .AddSection<ProxyOptions>("Gateway:Proxy")
        .AddSection<MetricsOptions>("Gateway:Metrics")
        .AddSection<EmbeddedPostgresOptions>(EmbeddedPostgresOptions.Section);

    public static IServiceCollection AddNode(this IServiceCollection services, NodeGround ground)
    {
        services.AddNodeOptions();
        services.AddSingleton(TimeProvider.System);
        // By a factory, so that the container gives it back at the very end.
        services.AddSingleton(_ => ground);
        services.AddSingleton(_ => ground.Folder);
        services.AddSingleton(ground.Secret);
        services.AddSingleton(new SecretBox(ground.Secret.Derive("secrets")));
        services.AddSingleton(ground.Database);
        services.AddProtectionRing();
        if (ground.Postgres is { } postgres)
        {
            services.AddSingleton(postgres);
            services.AddHostedService<EmbeddedPostgresSupervisor>();
        }

        return services
            .AddSingleton(provider => new NodeName(provider.GetRequiredService<NodeOptions>().Node))
            .AddSingleton(new SpoolPath(ground.Folder.Spool))
            .AddSingleton(_ => new GatewayStore(ground.Database.ConnectionString))
            .AddSingleton(_ => new AnalyticsDatabase(ground.Database.Events))
            .AddSingleton(new UserPseudonyms(ground.Secret.Derive("user-pseudonym")))
            .AddSingleton<IUserPseudonyms>(provider => provider.GetRequiredService<UserPseudonyms>())
            .AddSingleton(new CertificateSeal(ground.Secret.Derive("certificate-keys")))
            .AddSingleton<TlsHandshake>()
            .AddSingleton<StoreReady>()
            .AddSingleton<NodeSignals>()
            .AddSingleton<INodeSignals>(provider => provider.GetRequiredService<NodeSignals>())
            .AddSingleton<DatabaseReady>()
            .AddSingleton<DatabaseStart>()
            .AddHostedService(provider => provider.GetRequiredService<DatabaseStart>())
            .AddSingleton(provider => new ConfigSnapshot(ground.Folder.Snapshot, provider.GetRequiredService<ILogger<ConfigSnapshot>>()))
            .AddHostedService<NodeHeartbeat>()
            .AddHostedService<CountryReload>()
            .AddHostedService<CertificateWatch>()
            .AddSingleton(Console.Out)
            .AddSingleton<ListenerAddresses>()
            .AddSingleton(provider => new EdgeAddresses(() => provider.GetRequiredService<ListenerAddresses>().Of(Listener.Proxy)))
            .AddHostedService<StartBanner>()
            .AddHostedService<StopDelay>()
            .AddSingleton<NodeReport>()
            .AddSingleton<Health>();
    }
}
