using Gateway.Admin.Alerts;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Tests.Alerts;

/// <summary>A store with alerts and a database with events, under a clock that stands still. Nodes are made as a test needs them.</summary>
sealed class AlertStand : IAsyncDisposable
{
    AlertStand(TestDatabase storage, DateTimeOffset now)
    {
        Storage = storage;
        Time = new SettableTime(now);
        Events = new AnalyticsDatabase(storage.ConnectionString);
        Store = new GatewayStore(storage.ConnectionString);
        Catalogue = new PresetCatalogue([], Options, new Vocabulary([Slow], []));
        Engine = EngineOn(Events);
    }

    /// <summary>A measure that takes longer than anybody waits.</summary>
    static Measure Slow { get; } = Measure.OfEvents("slow", "Slow", Units.Count, "count(pg_sleep(20))", "Takes long.");

    static QueryOptions Options { get; } = new() { CachedAnswers = 0 };

    public TestDatabase Storage { get; }

    public SettableTime Time { get; }

    public AnalyticsDatabase Events { get; }

    public GatewayStore Store { get; }

    public PresetCatalogue Catalogue { get; }

    public QueryEngine Engine { get; }

    public static async Task<AlertStand> StartAsync(DateTimeOffset now)
    {
        var stand = new AlertStand(await TestDatabase.CreateAsync(), now);
        await stand.Store.MigrateAsync(CancellationToken.None);
        await using var session = await stand.Events.IngestAsync(default);
        await session.ExecuteAsync("insert into spools (id, node, watermark, seen) values (gen_random_uuid(), 'test', $1, now())", default, new NpgsqlParameter { Value = now.UtcDateTime });
        await session.CommitAsync(default);
        return stand;
    }

    public QueryEngine EngineOn(AnalyticsDatabase database) =>
        new(database, new CellReader(database), Catalogue, new NoNames(), new TenantPlaces(Options), Time, Options);

    /// <summary>A process of its own: what it does it knows from the store alone.</summary>
    public TestNode Node(QueryEngine? engine = null, AlertOptions? options = null)
    {
        var leases = new AlertLeases(Store, Time);
        var activity = new AlertActivity();
        var asked = engine ?? Engine;
        return new TestNode(
            new AlertRound(leases, new AlertEvaluation(asked), new AlertRules(new RuleReader(Catalogue)), asked, activity, options ?? new AlertOptions(), Time, NullLogger<AlertRound>.Instance),
            leases,
            activity);
    }

    /// <summary>Moves the clock, and with it what is recorded unless told otherwise.</summary>
    public async Task GoAsync(DateTimeOffset now, DateTimeOffset? complete = null)
    {
        Time.Now = now;
        await using var session = await Events.IngestAsync(default);
        await session.ExecuteAsync("update spools set watermark = $1, seen = now()", default, new NpgsqlParameter { Value = (complete ?? now).UtcDateTime });
        await session.CommitAsync(default);
    }

    /// <summary>Makes an alert of a tenant of the test's own, due now.</summary>
    public async Task<AlertRule> AddAsync(string tenant, string json)
    {
        var document = Rules.Document(json);
        await using var session = await Store.OpenAsync(GatewayStore.AllTenants, default);
        if (!await session.Db.Tenants.AnyAsync(row => row.TenantId == tenant))
            session.Db.Tenants.Add(new Tenant { TenantId = tenant, Id = tenant, Name = tenant });
        var (rules, errors) = (new AlertRules(new RuleReader(Catalogue)), new Gateway.Admin.Contract.FieldErrors());
        var rule = rules.Read(document, tenant, errors, "") ?? throw new ArgumentException(string.Join(' ', errors.ToProblem().SelectMany(each => each.Value)));
        var row = new Alert { TenantId = tenant, Id = document.Id, Name = document.Name, Severity = "", Content = "{}", Number = 1, UpdatedBy = "test" };
        new AlertCollection(rules, Gateway.Admin.Dashboards.ShippedDashboards.Load()).Apply(document, row);
        row.State = new AlertState
        {
            TenantId = tenant,
            AlertId = row.Id,
            State = "ok",
            Since = Time.Now,
            DueAt = rule.Health is null ? Time.Now : null,
            LagSeconds = (int)rule.Lag.TotalSeconds,
            Instances = "[]",
        };
        session.Db.Alerts.Add(row);
        await session.CommitAsync(default);
        return rule;
    }

    /// <summary>The log of a tenant, oldest first.</summary>
    public async Task<IReadOnlyList<AlertEvent>> LogAsync(string tenant)
    {
        await using var session = await Store.OpenAsync(tenant, default);
        return await session.Db.AlertEvents.AsNoTracking().Where(row => row.TenantId == tenant).OrderBy(row => row.Id).ToListAsync();
    }

    public async Task<AlertState> StateAsync(string tenant, string id = "a")
    {
        await using var session = await Store.OpenAsync(tenant, default);
        return await session.Db.AlertStates.AsNoTracking().SingleAsync(row => row.TenantId == tenant && row.AlertId == id);
    }

    /// <summary>Builds all cells that are closed.</summary>
    public async Task FoldAsync()
    {
        var folder = new Folder(Events, new NodeName("test"), new RollupOptions());
        while ((await folder.RoundAsync(default)).More)
        {
            // Until nothing closed is left.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Events.DisposeAsync();
        await Storage.DisposeAsync();
    }
}

/// <summary>One of several processes on a store.</summary>
sealed record TestNode(AlertRound Round, AlertLeases Leases, AlertActivity Activity);
