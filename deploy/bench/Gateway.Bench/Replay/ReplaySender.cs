using System.Globalization;
using System.Text;

namespace Gateway.Bench.Replay;

/// <summary>Sends the entries in their order, each when it is due, with a bounded number at a time.</summary>
sealed class ReplaySender : IDisposable
{
    public const string KeyHeader = "X-Api-Key";

    const int RefusedStatus = 401;

    readonly ReplayOptions options;
    readonly IReadOnlyList<ReplayKey> keys;
    readonly TimeProvider time;
    readonly HttpClient http;

    public ReplaySender(ReplayOptions options, IReadOnlyList<ReplayKey> keys, TimeProvider time)
    {
        (this.options, this.keys, this.time) = (options, keys, time);
        http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = options.Connections,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        });
    }

    /// <summary>Sends all; the answers stand in the order of the entries.</summary>
    public async Task<ReplayAnswer[]> SendAsync(IReadOnlyList<LogEntry> entries, Progress progress, CancellationToken token)
    {
        var answers = new ReplayAnswer[entries.Count];
        var due = options.Speed.Due(entries);
        var started = time.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Task.Run(SendSomeAsync, token)));
        return answers;

        // Each takes the next entry and waits for its time; when all are busy, the log is replayed late and not out of order.
        async Task SendSomeAsync()
        {
            var buffer = new byte[64 * 1024];
            for (var i = Interlocked.Increment(ref next); i < entries.Count; i = Interlocked.Increment(ref next))
            {
                var early = due[i] - time.GetElapsedTime(started);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, time, token);
                answers[i] = await SendAsync(entries[i], buffer, token);
                progress.Step(answers[i].Error is not null);
            }
        }
    }

    /// <summary>Whether a request with the key reaches the upstream.</summary>
    public async Task<bool> IsOpenAsync(ReplayKey key, CancellationToken token)
    {
        using var request = Request(HttpMethod.Get, "/", ReplayUpstream.Probe, key.Secret);
        using var response = await http.SendAsync(request, token);
        return response.StatusCode == System.Net.HttpStatusCode.NoContent;
    }

    public void Dispose() => http.Dispose();

    async Task<ReplayAnswer> SendAsync(LogEntry entry, byte[] buffer, CancellationToken token)
    {
        var isRefused = options.IsRefused(entry.Line);
        var key = isRefused ? null : KeyOf(entry);
        using var request = Request(new HttpMethod(entry.Method), entry.Target, entry.Line, key?.Secret ?? "a-key-that-nobody-has");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", entry.Client);
        if (entry.Referrer is { } referrer)
            request.Headers.TryAddWithoutValidation("Referer", referrer);
        if (entry.UserAgent is { } userAgent)
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        var (status, bytes) = (0, 0L);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            status = (int)response.StatusCode;
            await using var body = await response.Content.ReadAsStreamAsync(token);
            for (int read; (read = await body.ReadAsync(buffer, token)) > 0;)
                bytes += read;
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || (failed is OperationCanceledException && !token.IsCancellationRequested))
        {
            return new ReplayAnswer(entry, key?.Id, status, bytes, time.GetUtcNow(), failed.Message);
        }

        return new ReplayAnswer(entry, key?.Id, status, bytes, time.GetUtcNow(), WhatIsWrong(entry, isRefused, status, bytes));
    }

    static string? WhatIsWrong(LogEntry entry, bool isRefused, int status, long bytes)
    {
        var expected = isRefused ? RefusedStatus : entry.Status;
        if (status != expected)
            return $"answered {status}, expected {expected}";
        var size = ReplayUpstream.HasBody(entry) ? entry.Bytes : 0;
        return isRefused || bytes == size ? null : $"{bytes} bytes came, expected {size}";
    }

    // A client keeps its key, as clients do.
    ReplayKey KeyOf(LogEntry entry)
    {
        var hash = entry.Client.Aggregate(17u, (sum, character) => unchecked(sum * 31 + character));
        return keys[(int)(hash % (uint)keys.Count)];
    }

    HttpRequestMessage Request(HttpMethod method, string target, int line, string secret)
    {
        // The target goes out as it was logged: dots, doubled slashes and odd escapes are part of what is replayed.
        var request = new HttpRequestMessage(method, new Uri(
            options.Proxy.GetLeftPart(UriPartial.Authority) + Printable(target), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Host = options.Host;
        request.Headers.TryAddWithoutValidation(KeyHeader, secret);
        request.Headers.TryAddWithoutValidation(ReplayUpstream.LineHeader, line.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    // A request line has no room for other bytes; a server that logged them got them encoded or was lenient.
    static string Printable(string target) =>
        target.All(character => character is > ' ' and < '\x7f')
            ? target
            : string.Concat(target.Select(character => character is > ' ' and < '\x7f' ? $"{character}" : $"%{(int)character & 0xff:X2}"));
}
