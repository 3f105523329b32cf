using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Bench.Replay;

/// <summary>
/// Stands for the web server that wrote the log: answers each line's request with the line's status and as many bytes, and keeps
/// a log of its own. The line's number travels in a header, so that equal requests can be told apart.
/// </summary>
sealed class ReplayUpstream : IAsyncDisposable
{
    public const string LineHeader = "X-Replay-Line";

    /// <summary>The number of a request that only asks whether the way is open; it is not logged.</summary>
    public const int Probe = 0;

    static readonly byte[] Filler = CreateFiller();

    readonly WebApplication app;
    readonly Dictionary<int, LogEntry> entries;
    readonly ConcurrentQueue<UpstreamRequest> log = [];

    ReplayUpstream(WebApplication app, Dictionary<int, LogEntry> entries) => (this.app, this.entries) = (app, entries);

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What has arrived so far, in the order of arrival.</summary>
    public IReadOnlyList<UpstreamRequest> Log => [.. log];

    public static async Task<ReplayUpstream> StartAsync(IEnumerable<LogEntry> entries, CancellationToken token)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Logs hold whatever clients sent, also bytes that are no UTF-8.
            kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var upstream = new ReplayUpstream(builder.Build(), entries.ToDictionary(entry => entry.Line));
        upstream.app.Run(upstream.AnswerAsync);
        await upstream.app.StartAsync(token);
        return upstream;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        if (!int.TryParse(request.Headers[LineHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            line = -1;
        if (line == Probe)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        log.Enqueue(new UpstreamRequest(
            line,
            request.Method,
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            request.Headers.Referer.FirstOrDefault(),
            request.Headers.UserAgent.FirstOrDefault(),
            request.Headers.ContainsKey(ReplaySender.KeyHeader)));
        if (!entries.TryGetValue(line, out var entry))
        {
            // Nobody sent that: the check finds it in the log.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        http.Response.StatusCode = entry.Status;
        if (!HasBody(entry))
            return;
        http.Response.ContentLength = entry.Bytes;
        for (var left = entry.Bytes; left > 0; left -= Filler.Length)
            await http.Response.Body.WriteAsync(Filler.AsMemory(0, (int)Math.Min(left, Filler.Length)), http.RequestAborted);
    }

    /// <summary>Whether the answer to the line has a body (RFC 9110, 6.4.1).</summary>
    public static bool HasBody(LogEntry entry) => entry.Method != "HEAD" && entry.Status is not (204 or 304);

    static byte[] CreateFiller()
    {
        var filler = new byte[64 * 1024];
        filler.AsSpan().Fill((byte)'.');
        return filler;
    }
}
