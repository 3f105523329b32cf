using System.Diagnostics;
using System.IO.Pipelines;
using Gateway.Analytics.Events;
using Gateway.Policies;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Capture;

/// <summary>
/// One request while it runs: stamps, counts, and what routing and policies found out. Taken from a pool and given back, so a
/// steady gateway makes none. It stands in for the response body's feature in order to see the first byte and count all of them.
/// </summary>
sealed class Exchange : IHttpResponseBodyFeature
{
    readonly CountingStream response;
    readonly CountingStream request;
    IHttpResponseBodyFeature? inner;
    PipeWriter? writer;

    public Exchange()
    {
        response = new CountingStream(() => FirstByte());
        request = new CountingStream(onFirst: null);
    }

    /// <summary>Set once the request has matched a route.</summary>
    public RoutePlan? Plan { get; set; }

    public Admission Admission { get; } = new();

    /// <summary>Null for what somebody sent; else nothing leaves the gateway.</summary>
    public ITrial? Trial { get; init; }

    /// <summary>The refusal of a policy, or what the gateway met itself.</summary>
    public Reason Reason { get; set; }

    public FailedBy FailedBy { get; set; }

    public string? Destination { get; set; }

    public short Attempts { get; set; }

    /// <summary>Timestamps of <see cref="Stopwatch"/>; 0 when it did not come to that.</summary>
    public long StartedAt { get; private set; }

    public long FirstByteAt { get; private set; }

    public long UpstreamAt { get; set; }

    public long UpstreamEndedAt { get; set; }

    public short UpstreamStatus { get; set; }

    public bool IsWebSocket { get; set; }

    public long BytesIn => request.BytesRead + UpgradedBytesIn;

    public long BytesOut => response.BytesWritten + UpgradedBytesOut;

    public long UpgradedBytesIn { get; set; }

    public long UpgradedBytesOut { get; set; }

    Stream IHttpResponseBodyFeature.Stream => response;

    PipeWriter IHttpResponseBodyFeature.Writer => writer ??= PipeWriter.Create(response, new StreamPipeWriterOptions(leaveOpen: true));

    /// <summary>Takes its place in the request.</summary>
    public void Begin(HttpContext http, long startedAt)
    {
        StartedAt = startedAt;
        inner = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        response.Inner = inner.Stream;
        http.Features.Set<IHttpResponseBodyFeature>(this);
        http.Features.Set(this);
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
        {
            request.Inner = http.Request.Body;
            http.Request.Body = request;
        }

        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            http.Features.Set<IHttpUpgradeFeature>(new CountingUpgrade(upgrade, this));
    }

    /// <summary>Gives the places back; the request's own features are as they were.</summary>
    public void End(HttpContext http)
    {
        http.Features.Set(inner);
        if (request.Inner is { } body)
            http.Request.Body = body;
    }

    /// <summary>Forgets everything, for the next request.</summary>
    public void Reset()
    {
        (inner, writer, Plan, Destination) = (null, null, null, null);
        (StartedAt, FirstByteAt, UpstreamAt, UpstreamEndedAt) = (0, 0, 0, 0);
        (Reason, FailedBy, Attempts, UpstreamStatus, IsWebSocket) = (Reason.None, FailedBy.None, 0, 0, false);
        (UpgradedBytesIn, UpgradedBytesOut) = (0, 0);
        Admission.Reset();
        request.Reset();
        response.Reset();
    }

    public void DisableBuffering() => inner!.DisableBuffering();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(response, path, offset, count, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        FirstByte();
        return inner!.StartAsync(cancellationToken);
    }

    public async Task CompleteAsync()
    {
        FirstByte();
        if (writer is not null)
            await writer.FlushAsync();
        await inner!.CompleteAsync();
    }

    void FirstByte()
    {
        if (FirstByteAt == 0)
            FirstByteAt = Stopwatch.GetTimestamp();
    }
}
