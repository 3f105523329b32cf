using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.SignIn;
using Gateway.Admin.Store;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.SignIn;

/// <summary>Nodes on one database with a clock that a test sets forward; what they print and log is kept.</summary>
sealed class SignInStand : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    readonly string connectionString;
    readonly List<TestGateway> nodes = [];
    readonly TestDatabase? database;

    SignInStand(string connectionString, TestDatabase? database) => (this.connectionString, this.database) = (connectionString, database);

    public ShiftedTime Clock { get; } = new();

    public RecordedLog Log { get; } = new();

    public TestGateway Gateway => nodes[0];

    public GatewayStore Store => Gateway.Services.GetRequiredService<GatewayStore>();

    /// <summary>Starts one node on a fresh database, or on a given one.</summary>
    public static async Task<SignInStand> StartAsync(string? connectionString = null, params string[] settings)
    {
        var database = connectionString is null ? await TestDatabase.CreateAsync(migrate: false) : null;
        var stand = new SignInStand(connectionString ?? database!.ConnectionString, database);
        await (await stand.AddNodeAsync(settings: settings)).ReadyAsync();
        return stand;
    }

    /// <summary>Starts a node more. The first one's secret is taken, as with nodes of one database.</summary>
    public async Task<TestGateway> AddNodeAsync(TextWriter? banner = null, params string[] settings)
    {
        string[] all = nodes.Count == 0 ? settings : [.. settings, $"Gateway:SecretFile={Path.Combine(Gateway.Folder, "secret")}"];
        var node = await TestGateway.StartWithAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                services.AddSingleton<ILoggerProvider>(Log);
                if (banner is not null)
                    services.AddSingleton(banner);
            },
            connectionString,
            null,
            all);
        nodes.Add(node);
        return node;
    }

    /// <summary>Makes a local user and its password; answers a browser that is signed in as it.</summary>
    public async Task<TestBrowser> UserAsync(string signIn, params RoleGrant[] roles)
    {
        var browser = new TestBrowser(Gateway);
        var token = await InviteAsync(signIn, roles);
        var me = await browser.JsonAsync("POST", "invitations/accept", new { token, password = Password });
        browser.Csrf = me["csrfToken"]!.GetValue<string>();
        return browser;
    }

    /// <summary>Makes a local user without a password, or takes the one there is; answers the secret of its invitation.</summary>
    public async Task<string> InviteAsync(string signIn, params RoleGrant[] roles)
    {
        await using var session = await Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        var home = Grants.HomeOf(roles);
        if (await session.Db.Users.FindAsync(home, signIn) is null)
        {
            session.Db.Users.Add(new User
            {
                TenantId = home,
                Id = signIn,
                Name = $"{signIn} by name",
                SignIn = signIn,
                Roles = Grants.Write(roles),
                Enabled = true,
                CreatedBy = "test",
                CreatedAt = Clock.GetUtcNow(),
            });
        }

        var secret = await Invitations.CreateAsync(session.Db, home, signIn, "test", Clock.GetUtcNow(), TimeSpan.FromHours(72), CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        return secret;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.AsEnumerable().Reverse())
            await node.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        Log.Dispose();
    }
}
