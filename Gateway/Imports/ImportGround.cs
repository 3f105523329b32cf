using Gateway.Admin.Publishing;
using Gateway.Admin.Settings;
using Gateway.Admin.Store;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Imports;

/// <summary>What an import needs of a gateway, beside the one that runs: its databases, the routes in force, its retention.</summary>
sealed class ImportGround : IAsyncDisposable
{
    readonly ServiceProvider services;
    readonly GatewayStore store;

    ImportGround(ServiceProvider services, GatewayStore store, AnalyticsDatabase events, PublishedConfig config) =>
        (this.services, this.store, Events, Config) = (services, store, events, config);

    public AnalyticsDatabase Events { get; }

    public PublishedConfig Config { get; }

    public RollupOptions Kept => services.GetRequiredService<RollupOptions>();

    public CountryDatabase Countries => services.GetRequiredService<CountryDatabase>();

    /// <summary>Opens the databases that the configuration names, or the embedded one of the gateway that runs.</summary>
    /// <exception cref="StartRefusedException">Something an operator has to mend; the message says what.</exception>
    public static async Task<ImportGround> LayAsync(IConfiguration configuration, CancellationToken token)
    {
        ConfigurationCheck.ThrowIfWrong(configuration);
        var store = configuration.GetConnectionString("Gateway") is { Length: > 0 } named ? named : await EmbeddedAsync(configuration, token);
        var address = new DatabaseAddress(store, IsEmbedded: false, configuration.GetConnectionString("Analytics") is { Length: > 0 } own && own != store ? own : null);
        if (await AnalyticsMigrations.StateAsync(address.Events, token) is var (applied, known) && applied < known)
            throw new StartRefusedException("The database of the events was not prepared by this version of the gateway. Start the gateway once, then import.");
        var collection = new ServiceCollection().AddSections(configuration);
        collection.AddLogging().AddSingleton(TimeProvider.System).AddSingleton(new GatewayStore(address.ConnectionString));
        var services = collection.BuildServiceProvider();
        var config = await services.GetRequiredService<ConfigReader>().ReadAsync(token);
        services.GetRequiredService<LiveSettings>().Apply(config.Settings);
        return new ImportGround(services, services.GetRequiredService<GatewayStore>(), new AnalyticsDatabase(address.Events), config);
    }

    public async Task<bool> HasTenantAsync(string id, CancellationToken token)
    {
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        return await session.Db.Tenants.AsNoTracking().AnyAsync(tenant => tenant.Id == id, token);
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await services.DisposeAsync();
        await store.DisposeAsync();
    }

    static async Task<string> EmbeddedAsync(IConfiguration configuration, CancellationToken token)
    {
        var node = configuration.GetSection("Gateway").Get<NodeOptions>() ?? new NodeOptions();
        var options = configuration.GetSection(EmbeddedPostgresOptions.Section).Get<EmbeddedPostgresOptions>() ?? new EmbeddedPostgresOptions();
        return await EmbeddedPostgres.FindRunningAsync(Path.Combine(node.DataFolder, "postgres"), options, token)
            ?? throw new StartRefusedException(
                $"{DatabaseAddress.Key} is not set, and no gateway runs on the data folder {Path.GetFullPath(node.DataFolder)} whose own database could be used. Start the gateway, or name its database or its folder (--Gateway:DataFolder=...).");
    }
}
