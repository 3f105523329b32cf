namespace Gateway.Hosting;

/// <summary>
/// What has to stand before the host is built: the locked data folder, the secret, and the database's address. The embedded
/// server is started here, so that its port is known.
/// </summary>
sealed record NodeGround(DataFolder Folder, NodeSecret Secret, DatabaseAddress Database, EmbeddedPostgres? Postgres) : IAsyncDisposable
{
    /// <summary>Lays the ground by the configuration.</summary>
    /// <exception cref="StartRefusedException">Something an operator has to mend; the message says what.</exception>
    public static async Task<NodeGround> LayAsync(IConfiguration configuration, ILoggerFactory logs, CancellationToken token)
    {
        var node = configuration.GetSection("Gateway").Get<NodeOptions>() ?? new NodeOptions();
        var folder = DataFolder.Open(node.DataFolder);
        try
        {
            var secret = NodeSecret.Load(node.SecretFile ?? folder.Secret, logs.CreateLogger<NodeSecret>());
            var (configured, events) = (configuration.GetConnectionString("Gateway"), configuration.GetConnectionString("Analytics"));
            var ownEvents = events is { Length: > 0 } && events != configured ? events : null;
            if (configured is { Length: > 0 })
                return new NodeGround(folder, secret, new DatabaseAddress(configured, IsEmbedded: false, ownEvents), null);

            var options = configuration.GetSection(EmbeddedPostgresOptions.Section).Get<EmbeddedPostgresOptions>() ?? new EmbeddedPostgresOptions();
            var postgres = await EmbeddedPostgres.StartAsync(folder.Postgres, options, TimeProvider.System, logs.CreateLogger<EmbeddedPostgres>(), token);
            return new NodeGround(folder, secret, new DatabaseAddress(postgres.ConnectionString, IsEmbedded: true, ownEvents), postgres);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null)
            await Postgres.DisposeAsync();
        Folder.Dispose();
    }
}
