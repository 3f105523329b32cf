using System.Diagnostics;
using System.Net;
using Gateway.Admin.Store;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Policies;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Capture;

/// <summary>
/// Requests so broken that the server answers 400 before there is a request: they reach no pipeline, only a diagnostic event.
/// Each becomes an event of the platform tenant, with no more than is safely known of it. Listens until the host stops.
/// </summary>
sealed class BadRequests(
    DiagnosticListener server, FinishedExchanges finished, CountryDatabase countries, ConfigInForce config, TimeProvider time, CaptureFaults faults)
    : IHostedService, IObserver<KeyValuePair<string, object?>>
{
    const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    IDisposable? subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = server.Subscribe(this, static (name, _, _) => name == EventName);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: EventName, Value: IFeatureCollection features })
            return;
        try
        {
            // A request that has begun ends in the pipeline and is captured there.
            if (features.Get<Exchange>() is not null || !features.CameThrough(Listener.Proxy))
                return;
            var status = (features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
            finished.Add(new RequestEvent
            {
                Time = time.GetUtcNow().UtcDateTime,
                Tenant = GatewayStore.PlatformTenant,
                Status = (short)status,
                FailedBy = FailedBy.Client,
                Reason = Reason.BadRequest,
                UpstreamMicros = -1,
                FirstByteMicros = -1,
                Country = features.Get<IConnectionEndPointFeature>()?.RemoteEndPoint is IPEndPoint client ? countries.Find(client.Address) : default,
                ConfigVersion = config.Version,
            });
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // As in the middleware: an event is lost and counted, the answer goes out.
            faults.Count();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
