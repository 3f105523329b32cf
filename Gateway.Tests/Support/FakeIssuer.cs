using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>A real issuer of tokens on loopback: discovery, keys, rotation, sign-in; it can go away and come back.</summary>
sealed class FakeIssuer : IAsyncDisposable
{
    readonly WebApplication app;
    volatile SigningKey[] keys;
    int asked;

    FakeIssuer(WebApplication app, SigningKey[] keys) => (this.app, this.keys, SignIn) = (app, keys, new FakeSignIn(this));

    /// <summary>Its authorization, token and userinfo endpoints.</summary>
    public FakeSignIn SignIn { get; }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The key that signs now.</summary>
    public SigningKey Key => keys[0];

    /// <summary>Connections are cut while it is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>When set, the answer in place of its keys.</summary>
    public RequestDelegate? Answer { get; set; }

    /// <summary>When set, the document in place of the discovery.</summary>
    public object? Discovery { get; set; }

    /// <summary>How often its keys were asked for.</summary>
    public int Asked => Volatile.Read(ref asked);

    public static async Task<FakeIssuer> StartAsync(params SigningKey[] keys)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var issuer = new FakeIssuer(app, keys.Length > 0 ? keys : [SigningKey.Rsa("first")]);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>From now on these sign; the ones before are gone.</summary>
    public void Rotate(params SigningKey[] to) => keys = to;

    /// <summary>A token of this issuer for an hour, for audience "orders"; other claims as given.</summary>
    public string Token(string subject = "ada@example.com", DateTimeOffset? now = null, string audience = "orders", string scope = "read write", SigningKey? signedBy = null)
    {
        var seconds = (now ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        return (signedBy ?? Key).Token(new { iss = Address, aud = audience, sub = subject, scope, exp = seconds + 3600, nbf = seconds - 10 });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/keys")
            Interlocked.Increment(ref asked);
        if (IsAway)
        {
            http.Abort();
            return;
        }

        if (http.Request.Path == "/.well-known/openid-configuration")
            await http.Response.WriteAsync(JsonSerializer.Serialize(Discovery ?? SignIn.Discovery));
        else if (http.Request.Path == "/keys" && Answer is { } answer)
            await answer(http);
        else if (http.Request.Path == "/keys")
            await http.Response.WriteAsync(JsonSerializer.Serialize(new { keys = keys.Select(key => key.ToJwk()) }));
        else
            await SignIn.AnswerAsync(http);
    }
}
