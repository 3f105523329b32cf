using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>
/// Posts for channels: within the time of <see cref="ChannelOptions.Timeout"/>, without cookies or proxy, reading no more of an
/// answer than people are shown, and following a redirect only where it keeps method and body and stays on the same host.
/// </summary>
sealed class ChannelHttp : IDisposable
{
    const int MaximumRedirects = 3;
    static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    readonly HttpClient client;
    readonly ChannelOptions options;
    readonly TimeProvider time;

    public ChannelHttp(ChannelSockets sockets, ChannelOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 16,
            ConnectCallback = async (context, token) => await sockets.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a body and says what came of it.</summary>
    /// <param name="adapt">Adds headers; called for each try.</param>
    public async Task<ChannelAnswer> PostAsync(Uri address, string body, string contentType, Action<HttpRequestHeaders>? adapt, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            return await FollowAsync(address, Encoding.UTF8.GetBytes(body), contentType, adapt, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return ChannelAnswer.Again($"{address.Host} did not answer within {options.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException failed) when (failed.InnerException is LocalAddressException local)
        {
            return ChannelAnswer.Refused(local.Message);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException or AuthenticationException)
        {
            return ChannelAnswer.Again($"{address.Host} cannot be reached: {failed.InnerException?.Message ?? failed.Message}");
        }
    }

    public void Dispose() => client.Dispose();

    async Task<ChannelAnswer> FollowAsync(Uri address, byte[] body, string contentType, Action<HttpRequestHeaders>? adapt, CancellationToken token)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType, "utf-8");
            request.Headers.UserAgent.ParseAdd("gateway-alerts");
            adapt?.Invoke(request.Headers);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            if (response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect && response.Headers.Location is { } location)
            {
                var next = new Uri(address, location);
                if (next.GetLeftPart(UriPartial.Authority) != address.GetLeftPart(UriPartial.Authority))
                    return ChannelAnswer.Refused($"{address.Host} redirects to another host, {next.Host}, where nothing is sent.");
                if (redirects == MaximumRedirects)
                    return ChannelAnswer.Refused($"{address.Host} redirects in a circle.");
                address = next;
                continue;
            }

            return Judge(response, await BeginningAsync(response, token));
        }
    }

    ChannelAnswer Judge(HttpResponseMessage response, string beginning)
    {
        var status = (int)response.StatusCode;
        var said = beginning.Length == 0 ? $"{status}" : $"{status}: {beginning}";
        return status switch
        {
            >= 200 and < 300 => ChannelAnswer.Delivered(said),
            >= 300 and < 400 => ChannelAnswer.Refused($"{status}: a redirect that does not keep the message is not followed."),
            408 or 425 or 429 or >= 500 => ChannelAnswer.Again(said, RetryAfter(response)),
            _ => ChannelAnswer.Refused(said),
        };
    }

    /// <summary>RFC 9110, 10.2.3: seconds or a date.</summary>
    TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - time.GetUtcNow());
        return after is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken token)
    {
        var buffer = new byte[ChannelAnswer.MaximumDetail];
        await using var stream = await response.Content.ReadAsStreamAsync(token);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
