using System.Globalization;
using System.Text.Json;
using Gateway.Analytics.Events;
using Gateway.Capture;
using Gateway.Policies;
using Gateway.Tls;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>What the gateway answers itself: a small problem+json that names the cause, never an empty page.</summary>
static class OwnAnswers
{
    static readonly Refusal NotYet = new(503, Reason.GatewayFault, "Starting", "The gateway has no configuration yet. Try again in a moment.");

    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        if (refusal.Challenge is not null || refusal.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = refusal.Challenge ?? "Bearer";
        if (refusal.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, refusal.Status, refusal.Title, refusal.Detail);
    }

    /// <summary>Runs around routing and forwarding: fills in answers that have a status and nothing else, and stands for faults of ours.</summary>
    public static async Task InvokeAsync(HttpContext http, ConfigInForce config, RequestDelegate next)
    {
        if (!config.IsLoaded)
        {
            await WriteAsync(http, NotYet);
            return;
        }

        if (http.Request.IsHttps && http.Features.Get<NoCertificate>() is { } missing)
        {
            if (http.Features.Get<Exchange>() is { } exchange)
                (exchange.FailedBy, exchange.Reason) = (FailedBy.Client, Reason.NoRoute);
            await WriteAsync(http, StatusCodes.Status421MisdirectedRequest, "No certificate", missing.Detail);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception fault) when (!http.Response.HasStarted && fault is not OutOfMemoryException)
        {
            Failed(http, fault);
        }

        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
            return;
        var status = http.Response.StatusCode;
        var forwarded = http.Features.Get<Exchange>()?.UpstreamAt > 0;
        var failed = http.Features.Get<IForwarderErrorFeature>();
        if (status >= 400 && (!forwarded || failed is not null))
            await WriteAsync(http, status, Title(status), Detail(status));
    }

    static void Failed(HttpContext http, Exception fault)
    {
        var exchange = http.Features.Get<Exchange>();
        if (fault is BadHttpRequestException bad)
        {
            http.Response.StatusCode = bad.StatusCode;
            if (exchange is not null)
                (exchange.FailedBy, exchange.Reason) = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? (FailedBy.Policy, Reason.BodyTooLarge) : (FailedBy.Client, Reason.BadRequest);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        if (exchange is not null)
            (exchange.FailedBy, exchange.Reason) = (FailedBy.Gateway, Reason.GatewayFault);
        ProxyLog.Fault(http.RequestServices.GetRequiredService<ILogger<StoreConfigProvider>>(), fault);
    }

    static async Task WriteAsync(HttpContext http, int status, string title, string detail)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Answer(title, status, detail), JsonSerializerOptions.Web);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    static string Title(int status) => status switch
    {
        404 => "No route",
        405 => "Method not allowed",
        413 => "Request body too large",
        502 => "Upstream failed",
        503 => "No destination",
        504 => "Upstream timed out",
        500 => "The gateway made a mistake",
        _ => "The request failed",
    };

    static string Detail(int status) => status switch
    {
        404 => "No route of this gateway matches the host and path.",
        405 => "A route matches the path, but not with this method.",
        413 => "The route takes smaller bodies only.",
        502 => "The upstream did not accept the request or broke off before it answered.",
        503 => "No destination of the route is healthy.",
        504 => "The upstream did not answer in time.",
        _ => "The gateway could not pass the request on.",
    };

    sealed record Answer(string Title, int Status, string Detail);
}

static partial class ProxyLog
{
    [LoggerMessage(LogLevel.Error, "The gateway failed to proxy a request")]
    public static partial void Fault(ILogger log, Exception fault);
}
