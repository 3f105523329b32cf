using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;

namespace Gateway.Admin.Requests;

/// <summary>
/// One open socket of the live tail. It sends <c>requests</c>, <c>missed</c> and <c>state</c>, and <c>error</c> for what it was
/// told and could not read; it is told <c>pause</c>, <c>resume</c> and <c>filters</c>. Three loops, of which the first to end ends
/// the others: what is sent, what is heard, and whether it may go on.
/// </summary>
sealed class TailSocket(WebSocket socket, TailWatcher watcher, Func<IReadOnlyList<Filter?>, FieldErrors, RequestFilters> read)
{
    const int LongestMessage = 16_384;

    /// <summary>Answers that wait; who tells more than is answered is not answered.</summary>
    const int MostReplies = 16;

    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    readonly ConcurrentQueue<byte[]> replies = new();
    string? said;

    /// <summary>Runs until either side ends it.</summary>
    /// <param name="endedAsync">Completes with the reason when the watch must end.</param>
    /// <param name="token">Cancelled when the caller is gone or the gateway stops.</param>
    public async Task RunAsync(Func<CancellationToken, Task<(WebSocketCloseStatus Status, string Reason)>> endedAsync, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var ended = endedAsync(stop.Token);
        var sending = SendAsync(stop.Token);
        // Never cancelled: that would tear the socket before it can say why it ends.
        var hearing = HearAsync();
        var first = await Task.WhenAny(ended, sending, hearing);
        var (status, reason) = token.IsCancellationRequested ? (WebSocketCloseStatus.EndpointUnavailable, "the gateway stops")
            : first == ended && ended.IsCompletedSuccessfully ? await ended
            : first == hearing && hearing.IsCompletedSuccessfully ? await hearing
            : (WebSocketCloseStatus.InternalServerError, "try again");
        await stop.CancelAsync();
        await CloseAsync(status, reason, sending, hearing);
        await Task.WhenAll(ended, sending, hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task SendAsync(CancellationToken token)
    {
        while (await watcher.Batches.WaitToReadAsync(token))
        {
            while (watcher.Batches.TryRead(out var batch))
            {
                while (replies.TryDequeue(out var reply))
                    await SendAsync(reply);
                var state = watcher.IsPaused ? "paused" : Name(watcher.State);
                if (state != said)
                    await SendAsync(Message(new { type = "state", state = said = state }));
                if (batch is not null)
                    await SendAsync(batch.Written(static each => Message(new { type = "requests", items = each.Items })));
                if (watcher.TakeMissed() is > 0 and var missed)
                    await SendAsync(Message(new { type = "missed", count = missed }));
                if (token.IsCancellationRequested)
                    return;
            }
        }
    }

    async Task<(WebSocketCloseStatus Status, string Reason)> HearAsync()
    {
        var room = new byte[LongestMessage];
        while (true)
        {
            var length = 0;
            while (true)
            {
                var heard = await socket.ReceiveAsync(room.AsMemory(length), CancellationToken.None);
                length += heard.Count;
                if (heard.MessageType == WebSocketMessageType.Close)
                    return (WebSocketCloseStatus.NormalClosure, "");
                if (heard.MessageType != WebSocketMessageType.Text)
                    return (WebSocketCloseStatus.InvalidMessageType, "JSON is expected");
                if (heard.EndOfMessage)
                    break;
                if (length == room.Length)
                    return (WebSocketCloseStatus.MessageTooBig, "the message is too long");
            }

            Told(room.AsMemory(0, length));
        }
    }

    void Told(ReadOnlyMemory<byte> message)
    {
        var errors = new FieldErrors();
        try
        {
            using var json = JsonDocument.Parse(message);
            Told(json.RootElement, errors);
        }
        catch (JsonException unreadable)
        {
            errors.Add("", $"must be JSON: {unreadable.Message}");
        }

        if (errors.Any && replies.Count < MostReplies)
            replies.Enqueue(Message(new { type = "error", errors = errors.ToProblem() }));
        watcher.Wake();
    }

    void Told(JsonElement json, FieldErrors errors)
    {
        var type = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        switch (type)
        {
            case "pause":
                watcher.IsPaused = true;
                break;
            case "resume":
                watcher.IsPaused = false;
                break;
            case "filters":
                var filters = read(RequestInput.Filters(json.TryGetProperty("filters", out var list) ? list : default, errors), errors);
                // What is wrong changes nothing: the filters of before go on.
                if (!errors.Any)
                    watcher.Filters = filters;
                break;
            default:
                errors.Add("type", "must be pause, resume or filters");
                break;
        }
    }

    /// <summary>Says why, and waits a moment for the other side to have heard it.</summary>
    async Task CloseAsync(WebSocketCloseStatus status, string reason, Task sending, Task hearing)
    {
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            // One send at a time: the one under way ends first, unless the other side no longer reads.
            await Task.WhenAny(sending, Task.Delay(Timeout.Infinite, patience.Token));
            if (sending.IsCompleted && socket.State is (WebSocketState.Open or WebSocketState.CloseReceived))
            {
                await socket.CloseOutputAsync(status, reason, patience.Token);
                await hearing.WaitAsync(patience.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The other side is gone already, or does not answer.
        }
        finally
        {
            socket.Abort();
        }
    }

    Task SendAsync(ReadOnlyMemory<byte> message) => socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).AsTask();

    static string Name(TailState state) => state switch
    {
        TailState.Live => "live",
        TailState.Away => "away",
        _ => "starting",
    };

    static byte[] Message<T>(T message) => [.. JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Options), (byte)'\n'];
}
