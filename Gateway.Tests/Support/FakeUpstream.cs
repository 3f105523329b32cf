using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>A real server on loopback that writes down what it was asked and answers as it is told.</summary>
sealed class FakeUpstream : IAsyncDisposable
{
    readonly WebApplication app;

    FakeUpstream(WebApplication app) => this.app = app;

    /// <summary>What it was asked, in order.</summary>
    public ConcurrentQueue<Asked> Log { get; } = [];

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeUpstream> StartAsync(RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
        });
        var app = builder.Build();
        var upstream = new FakeUpstream(app);
        app.Run(async http =>
        {
            upstream.Log.Enqueue(new Asked(
                http.Request.Method,
                http.Request.Path.Value + http.Request.QueryString.Value,
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await (answer ?? (context => context.Response.WriteAsync("hello")))(http);
        });
        await app.StartAsync();
        return upstream;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>One request as the upstream saw it.</summary>
sealed record Asked(string Method, string Target, IReadOnlyDictionary<string, string> Headers);
