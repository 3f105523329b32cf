using Gateway.Admin.Access;
using Gateway.Admin.Access.Relations;
using Gateway.Admin.Contract;
using Gateway.Tests.Classify;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Access;

/// <summary>Relations of a fake OpenFGA, asked as in the gateway, with a clock that the test moves.</summary>
sealed class RelationStand : IAsyncDisposable
{
    public static readonly Person Ada = new("acme", "ada", "Ada", "ada@example.com", IsLocal: true);
    public const string AdaThere = "user:ada@example.com";

    OpenFgaChecker checker;

    RelationStand(FakeOpenFga server, OpenFgaOptions options)
    {
        Server = server;
        Options = options;
        (checker, Grants) = (null!, null!);
        Restart();
    }

    public FakeOpenFga Server { get; }

    public OpenFgaOptions Options { get; }

    public SteppingTime Clock { get; } = new();

    public RelationGrants Grants { get; private set; }

    public IRelationChecker Checker => checker;

    public static async Task<RelationStand> StartAsync()
    {
        var server = await FakeOpenFga.StartAsync();
        return new RelationStand(server, new OpenFgaOptions
        {
            ApiUrl = server.Address,
            StoreId = FakeOpenFga.StoreId,
            AuthorizationModelId = FakeOpenFga.ModelId,
            Token = FakeOpenFga.Key,
            Platform = new() { ["observer"] = "platformObserver" },
            Tenants = new() { ["admin"] = "tenantAdmin", ["viewer"] = "tenantViewer" },
            Teams = new() { ["viewer"] = "teamViewer" },
        });
    }

    /// <summary>With the options as they are now, and nothing in memory.</summary>
    public void Restart()
    {
        checker?.Dispose();
        checker = new OpenFgaChecker(Options);
        var reader = new RelationReader(checker, [.. Options.Mapped], Options.UserTemplate, Options.Timeout, TimeProvider.System);
        Grants = new RelationGrants(reader, Options.CacheFor, Clock, NullLogger<RelationGrants>.Instance);
    }

    /// <summary>A call of a signed-in person with these roles of the store.</summary>
    public static Caller SignedIn(Person person, params RoleGrant[] stored) => new(person.SignIn, stored) { Person = person, Session = Guid.NewGuid() };

    /// <summary>The roles of a signed-in person, as text; null when the server did not say.</summary>
    public async Task<string[]?> RolesAsync(Caller caller)
    {
        var (complete, away) = await Grants.CompleteAsync(caller, CancellationToken.None);
        return away is null ? [.. complete.Grants.Select(Show)] : null;
    }

    public Task<string[]?> RolesAsync() => RolesAsync(SignedIn(Ada));

    public static string Show(RoleGrant grant) => string.Join(' ', new[] { $"{grant.Role}", grant.Tenant, grant.Team }.OfType<string>());

    public ValueTask DisposeAsync()
    {
        checker.Dispose();
        return Server.DisposeAsync();
    }
}
