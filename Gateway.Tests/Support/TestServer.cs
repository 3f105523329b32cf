using Gateway.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Support;

/// <summary>
/// A PostgreSQL server for tests. Most share one through <see cref="TestDatabase"/>; a test that takes the server away starts
/// one of its own with <see cref="StartOwnAsync"/>.
/// </summary>
sealed class TestServer : IAsyncDisposable
{
    const string Prefix = "gateway-tests-";

    readonly DataFolder folder;
    readonly EmbeddedPostgres postgres;

    TestServer(DataFolder folder, EmbeddedPostgres postgres)
    {
        this.folder = folder;
        this.postgres = postgres;
    }

    /// <summary>The product's login on its (empty) database <c>gateway</c>.</summary>
    public string ConnectionString => postgres.ConnectionString;

    /// <summary>The superuser.</summary>
    public string AdministratorConnectionString => postgres.AdministratorConnectionString;

    /// <summary>The server itself, for tests about it.</summary>
    public EmbeddedPostgres Postgres => postgres;

    /// <summary>Where its data is.</summary>
    public string Folder => folder.Postgres;

    /// <summary>Starts a server that only the caller uses; disposing stops it and deletes its data.</summary>
    public static async Task<TestServer> StartOwnAsync(CancellationToken token = default)
    {
        await RemoveLeftoversAsync();
        var folder = DataFolder.Open(Path.Combine(Path.GetTempPath(), Prefix + Guid.NewGuid().ToString("N")[..12]));
        try
        {
            return new TestServer(folder, await StartAsync(folder, token));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Takes the server away.</summary>
    public Task StopAsync(CancellationToken token = default) => postgres.StopServerAsync(token);

    /// <summary>Brings it back on the same port, with its data.</summary>
    public Task StartAsync(CancellationToken token = default) => postgres.StartServerAsync(token);

    /// <summary>A new database on this server.</summary>
    public Task<TestDatabase> CreateDatabaseAsync(bool migrate = true) =>
        TestDatabase.CreateAsync(AdministratorConnectionString, ConnectionString, migrate);

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        Directory.Delete(folder.Path, recursive: true);
        folder.Dispose();
    }

    static Task<EmbeddedPostgres> StartAsync(DataFolder folder, CancellationToken token) =>
        EmbeddedPostgres.StartAsync(
            folder.Postgres, new EmbeddedPostgresOptions { MaxConnections = 300 }, TimeProvider.System, NullLogger.Instance, token, throwaway: true);

    // A test run that was killed leaves a server behind; its folder's lock is free then.
    static async Task RemoveLeftoversAsync()
    {
        foreach (var path in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using var folder = DataFolder.Open(path);
                if (Directory.Exists(Path.Combine(folder.Postgres, "cluster")))
                    await (await StartAsync(folder, CancellationToken.None)).DisposeAsync();
                Directory.Delete(path, recursive: true);
            }
            catch (Exception held) when (held is StartRefusedException or EmbeddedPostgresException or IOException or UnauthorizedAccessException)
            {
                // In use by another run, or another user's.
            }
        }
    }
}
