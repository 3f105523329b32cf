using System.Diagnostics;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Capture;

/// <summary>
/// The outermost step of the proxy listener: one event per exchange, also for what the gateway answers itself. It never waits,
/// and nothing that goes wrong in it changes an answer:
/// 1 stamp and take an exchange from the pool; 2 let the request run; 3 build the event; 4 hand it over; 5 give back.
/// </summary>
sealed partial class CaptureMiddleware(
    RequestDelegate next, FinishedExchanges finished, EventBuilder builder, CaptureFaults faults, ILogger<CaptureMiddleware> log)
{
    readonly DefaultObjectPool<Exchange> pool = new(new ExchangePool(), maximumRetained: 1024);

    public async Task InvokeAsync(HttpContext http)
    {
        // :: Step 1
        var exchange = pool.Get();
        exchange.Begin(http, Stopwatch.GetTimestamp());
        finished.Began();
        try
        {
            // :: Step 2
            await next(http);
        }
        finally
        {
            Finish(http, exchange);
        }
    }

    void Finish(HttpContext http, Exchange exchange)
    {
        try
        {
            // :: Step 3 and 4
            var captured = builder.Build(http, exchange, Stopwatch.GetTimestamp());
            finished.Add(in captured);
            exchange.End(http);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // An event is lost, counted and said; the client has its answer.
            faults.Count();
            Log.Fault(log, fault);
        }

        // :: Step 5
        finished.Ended();
        // An upgraded connection may still hold the exchange.
        if (!exchange.IsWebSocket)
        {
            exchange.Reset();
            pool.Return(exchange);
        }
    }

    sealed class ExchangePool : PooledObjectPolicy<Exchange>
    {
        public override Exchange Create() => new();

        public override bool Return(Exchange obj) => true;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "An event could not be built")]
        public static partial void Fault(ILogger log, Exception fault);
    }
}

/// <summary>Counts events that could not be built: always 0, or a bug.</summary>
sealed class CaptureFaults
{
    long total;

    public long Total => Interlocked.Read(ref total);

    public void Count() => Interlocked.Increment(ref total);
}
