using System.Text.Json;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>All kinds of channels as the gateway builds them, allowed to send to loopback.</summary>
sealed class ChannelStand : IDisposable
{
    readonly ServiceProvider services;

    public ChannelStand(bool local = true, TimeProvider? time = null, string timeout = "00:00:02") => services = new ServiceCollection()
        .AddLogging()
        .AddSingleton(time ?? TimeProvider.System)
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Channels:LocalAddresses"] = local.ToString(),
            ["Gateway:Channels:Timeout"] = timeout,
        }).Build())
        .AddAlertChannels()
        .BuildServiceProvider();

    public AlertChannels All => services.GetRequiredService<AlertChannels>();

    public async Task<ChannelAnswer> SendAsync(string type, object settings, params AlertNotice[] notices)
    {
        var channel = All.Find(type)!;
        var values = Settings(channel.Kind, settings);
        var wrong = values.Errors().ToList();
        return wrong.Count > 0
            ? throw new InvalidOperationException(string.Join("; ", wrong))
            : await channel.SendAsync(values, notices, CancellationToken.None);
    }

    public static ChannelSettings Settings(ChannelKind kind, object settings) =>
        new(kind, JsonSerializer.SerializeToElement(settings).EnumerateObject().ToDictionary(each => each.Name, each => each.Value));

    public static AlertNotice Notice(string key = "n1", NoticeKind kind = NoticeKind.Fired, AlertSeverity severity = AlertSeverity.Critical) => new()
    {
        Tenant = "acme",
        Alert = "orders-failing",
        Name = "Orders failing",
        Severity = severity,
        Instance = "orders",
        From = kind == NoticeKind.Fired ? AlertStatus.Ok : AlertStatus.Firing,
        To = kind == NoticeKind.Fired ? AlertStatus.Firing : AlertStatus.Ok,
        Kind = kind,
        Time = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
        Key = key,
        Incident = "acme/orders-failing/orders",
        Message = "Orders fail: 7 % — <b>\"quoted\"</b>",
        Labels = new Dictionary<string, string> { ["runbook"] = "https://wiki.example.com/orders" },
        Channels = ["hook"],
        WindowFrom = new DateTimeOffset(2026, 11, 21, 11, 55, 0, TimeSpan.Zero),
        WindowTo = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
        Link = "https://gateway.example.com/t/acme/alerts",
        Conditions = [new ObservedCondition("when.all[0]", "Error rate, maximum", ">", 0.05, 0.07, null, Verdict.Met)],
    };

    public void Dispose() => services.Dispose();
}
