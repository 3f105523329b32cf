using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Requests;

/// <summary>A watcher at the admin listener: what it heard, in order, with the moment of each line.</summary>
sealed class TailClient : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();
    readonly List<(JsonNode Message, DateTimeOffset At)> heard = [];
    readonly Lock gate = new();
    Task hearing = Task.CompletedTask;

    TailClient()
    {
    }

    public bool IsOpen => !hearing.IsCompleted;

    public string? Closed => socket.CloseStatusDescription;

    /// <summary>Requests so far, in the order they were told.</summary>
    public IReadOnlyList<(JsonNode Request, DateTimeOffset At)> Requests
    {
        get
        {
            lock (gate)
                return [.. heard.Where(each => Type(each) == "requests").SelectMany(each => each.Message["items"]!.AsArray().Reverse().Select(item => (item!, each.At)))];
        }
    }

    public long Missed
    {
        get
        {
            lock (gate)
                return heard.Where(each => Type(each) == "missed").Sum(each => each.Message["count"]!.GetValue<long>());
        }
    }

    /// <summary>Opens a watch; answers once it is live.</summary>
    /// <param name="gateway">The node.</param>
    /// <param name="token">As a header, or as a sub-protocol where <paramref name="asPage"/>.</param>
    /// <param name="tenant">Null names none.</param>
    /// <param name="filters">JSON.</param>
    /// <param name="asPage">Sends what a page can: no header.</param>
    public static async Task<TailClient> OpenAsync(TestGateway gateway, string token, string? tenant = "acme", string? filters = null, bool asPage = false)
    {
        var client = new TailClient();
        await client.ConnectAsync(gateway, token, tenant, filters, asPage);
        return client;
    }

    /// <summary>The status that refuses the watch.</summary>
    public static async Task<int> RefusedAsync(TestGateway gateway, string token, string? tenant = "acme", string? filters = null, string? origin = null, string? cookie = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (token.Length > 0)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        if (cookie is not null)
            socket.Options.SetRequestHeader("Cookie", cookie);
        try
        {
            await socket.ConnectAsync(Address(gateway, tenant, filters), CancellationToken.None);
            return 101;
        }
        catch (WebSocketException)
        {
            return (int)socket.HttpStatusCode;
        }
    }

    public Task SayAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Waits for the n-th message that fits.</summary>
    public Task HearsAsync(Func<JsonNode, bool> fits, string what, int times = 1) => Eventually.HoldsAsync(
        () =>
        {
            lock (gate)
                return heard.Count(each => fits(each.Message)) >= times;
        },
        what);

    public Task ClosedAsync(TimeSpan within) => hearing.WaitAsync(within);

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
    }

    static string? Type((JsonNode Message, DateTimeOffset At) each) => each.Message["type"]!.GetValue<string>();

    static Uri Address(TestGateway gateway, string? tenant, string? filters)
    {
        var query = string.Join('&', new[] { tenant is null ? null : $"tenant={Uri.EscapeDataString(tenant)}", filters is null ? null : $"filters={Uri.EscapeDataString(filters)}" }.OfType<string>());
        return new Uri($"ws://{gateway.Admin.Authority}/api/v1/requests/tail?{query}");
    }

    async Task ConnectAsync(TestGateway gateway, string token, string? tenant, string? filters, bool asPage)
    {
        if (asPage)
        {
            socket.Options.AddSubProtocol("gateway.tail");
            socket.Options.AddSubProtocol("bearer." + System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token)));
        }
        else
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        await socket.ConnectAsync(Address(gateway, tenant, filters), CancellationToken.None);
        hearing = HearAsync();
        await HearsAsync(message => message["state"]?.GetValue<string>() == "live", "the watch is live");
    }

    async Task HearAsync()
    {
        var room = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(room.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return;
            }

            length += part.Count;
            if (!part.EndOfMessage)
                continue;
            Assert.That(room[length - 1], Is.EqualTo((byte)'\n'), "each message is a line");
            var message = JsonSerializer.Deserialize<JsonNode>(room.AsSpan(0, length))!;
            length = 0;
            lock (gate)
                heard.Add((message, TimeProvider.System.GetUtcNow()));
        }
    }
}
