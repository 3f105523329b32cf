using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Demo;

/// <summary>A small shop on loopback that answers like real services: mostly fast, sometimes slow, now and then broken.</summary>
sealed class DemoUpstream : IAsyncDisposable
{
    readonly WebApplication app;

    DemoUpstream(WebApplication app) => this.app = app;

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<DemoUpstream> StartAsync(CancellationToken token)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(token);
        return new DemoUpstream(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var area = path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var chance = Random.Shared.NextDouble();
        var (typical, failing) = area switch
        {
            "search" => (18, 0.001),
            "catalog" => (9, 0.0005),
            "orders" => (35, 0.004),
            "payments" => (90, 0.02),
            "media" => (5, 0.0),
            _ => (12, 0.002),
        };
        // A long tail: latency of services is close to log-normal.
        var milliseconds = typical * Math.Exp(0.5 * Gaussian());
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(milliseconds, 3000)), http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        http.Response.StatusCode = chance < failing ? 500 : chance < 0.03 ? 404 : chance < 0.05 && area == "catalog" ? 304 : http.Request.Method == "POST" ? 201 : 200;
        if (http.Response.StatusCode == 304)
            return;
        http.Response.ContentType = "application/json";
        var items = area == "media" ? 400 : 20;
        var body = $"{{\"area\":\"{area}\",\"items\":[{string.Join(',', Enumerable.Range(1, items).Select(item => item.ToString(CultureInfo.InvariantCulture)))}]}}";
        await http.Response.WriteAsync(body, http.RequestAborted);
    }

    // Box-Muller.
    static double Gaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - Random.Shared.NextDouble())) * Math.Cos(2 * Math.PI * Random.Shared.NextDouble());
}
