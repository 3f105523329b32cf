using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>An address on loopback that takes what channels post, and answers as it is told.</summary>
sealed class FakeHook : IAsyncDisposable
{
    FakeUpstream server = null!;

    /// <summary>What was posted, in order.</summary>
    public ConcurrentQueue<Posted> Posts { get; } = [];

    /// <summary>The answer; 200 unless set.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    public string Address => server.Address;

    public static async Task<FakeHook> StartAsync()
    {
        var hook = new FakeHook();
        hook.server = await FakeUpstream.StartAsync(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync();
            hook.Posts.Enqueue(new Posted(http.Request.Path + http.Request.QueryString, body, http.Request.Headers.ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await (hook.Answer?.Invoke(http) ?? http.Response.WriteAsync("ok"));
        });
        return hook;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <summary>One message as it came.</summary>
sealed record Posted(string Target, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}
