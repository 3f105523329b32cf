using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Channels;
using Gateway.Admin.Contract;
using Gateway.Admin.Notices;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;
using Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Alerts;

/// <summary>A store with channels and a log of alerts, routed and sent by hand under a clock of the test's own.</summary>
sealed class NoticeStand : IAsyncDisposable
{
    readonly ChannelStand channels;
    readonly TestDatabase? database;
    readonly ChannelOptions options = new() { LocalAddresses = true, GiveUpAfter = TimeSpan.FromHours(1) };
    int number;

    NoticeStand(string connectionString, TestDatabase? database)
    {
        this.database = database;
        channels = new ChannelStand(time: Time);
        Store = new GatewayStore(connectionString);
        Secrets = new ChannelSecrets(new SecretBox(new byte[32]));
    }

    public SettableTime Time { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    public GatewayStore Store { get; }

    public ChannelSecrets Secrets { get; }

    public NodeNotices FromNode { get; } = new();

    public static async Task<NoticeStand> StartAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var stand = new NoticeStand(database.ConnectionString, database);
        await stand.MigrateAsync();
        return stand;
    }

    /// <summary>On a database of the caller's.</summary>
    public static async Task<NoticeStand> StartAsync(TestDatabase database)
    {
        var stand = new NoticeStand(database.ConnectionString, null);
        await stand.MigrateAsync();
        return stand;
    }

    public NoticeRouter Router() => new(Store, channels.All, Secrets, new EventNotices(new AdminOptions()), Time);

    /// <summary>Each is as a node of its own.</summary>
    public NoticeSender Sender() => new(Store, channels.All, Secrets, options, Time, NullLogger<NoticeSender>.Instance);

    public NodeNoticeSender NodeSender() =>
        new(FromNode, Store, channels.All, Secrets, new EventNotices(new AdminOptions()), options, Time, NullLogger<NodeNoticeSender>.Instance);

    public async Task RunAsync()
    {
        await Router().RunAsync(CancellationToken.None);
        await Sender().RunAsync(CancellationToken.None);
    }

    public async Task<string> ChannelAsync(string tenant, string type, string url, ChannelReceivesDocument? receives = null, int perHour = 60)
    {
        var row = new Channel { TenantId = tenant, Id = $"c{++number}", Name = "c", Type = type, Enabled = true, Content = "{}" };
        var settings = new Dictionary<string, JsonElement> { ["url"] = JsonSerializer.SerializeToElement(url) };
        row.Content = ChannelContent.Write(new ChannelContent(type == "webhook" ? settings : [], receives, true, null, perHour));
        if (type != "webhook")
            Secrets.Change(row, settings, keeps: false);
        await ChangeAsync(db => db.Channels.Add(row));
        return row.Id;
    }

    public Task SilenceAsync(DateTimeOffset until, params string[] alerts) => ChangeAsync(db => db.Silences.Add(new Silence
    {
        TenantId = "acme",
        Id = $"s{++number}",
        Reason = "Release",
        StartsAt = Time.Now.AddHours(-1),
        EndsAt = until,
        Content = JsonSerializer.Serialize(new SilenceContent(null, new SilenceMatchesDocument { Alerts = alerts }), ContractJson.Options),
        CreatedBy = "test",
        CreatedAt = Time.Now,
    }));

    /// <summary>Logs a change; answers its key.</summary>
    public async Task<string> LogAsync(string notice = "fired", string alert = "orders-failing", string severity = "critical", string tenant = "acme", params string[] to)
    {
        var key = $"k{++number}";
        await ChangeAsync(db => db.AlertEvents.Add(new AlertEvent
        {
            TenantId = tenant,
            AlertId = alert,
            AlertName = alert,
            Severity = severity,
            Instance = "",
            FromState = notice == "fired" ? "ok" : "firing",
            ToState = notice == "fired" ? "firing" : "ok",
            Time = Time.Now,
            Notice = notice,
            Key = key,
            Incident = $"{tenant}/{alert}",
            Message = "m",
            Labels = """{"service": "orders"}""",
            Channels = to,
            Conditions = "[]",
            Series = "[]",
        }));
        return key;
    }

    public async Task<List<AlertDelivery>> DeliveriesAsync()
    {
        await using var session = await Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        return await session.Db.AlertDeliveries.AsNoTracking().OrderBy(row => row.Id).ToListAsync();
    }

    public async Task ChangeAsync(Action<GatewayDb> change)
    {
        await using var session = await Store.OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        change(session.Db);
        await session.CommitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        channels.Dispose();
        await Store.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    async Task MigrateAsync()
    {
        await Store.MigrateAsync(CancellationToken.None);
        await ChangeAsync(db => db.Tenants.AddRange(new[] { "acme", "other" }.Select(id => new Tenant { TenantId = id, Id = id, Name = id })));
    }
}
