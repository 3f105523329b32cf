using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;

namespace Gateway.Capture;

/// <summary>The one place where a finished exchange is handed over: to the spool, which keeps it, and to the metrics, which count it.</summary>
sealed class FinishedExchanges(ISpool spool, IExchangeMetrics metrics)
{
    /// <summary>An exchange runs from now on.</summary>
    public void Began() => metrics.Began();

    /// <summary>It runs no more, whether or not an event came of it.</summary>
    public void Ended() => metrics.Ended();

    /// <summary>Takes the event of an exchange. Never waits; allocates nothing once the route and the client are known.</summary>
    public void Add(in RequestEvent captured)
    {
        spool.TryAppend(in captured);
        metrics.Count(in captured);
    }
}
