namespace Gateway.Bench.Proxy;

/// <summary>Asks as fast as it is answered. There are two: wrk, and sockets of our own where wrk is missing.</summary>
interface ISaturatingLoader
{
    string Name { get; }

    Task<LoadResult> RunAsync(Uri address, TimeSpan length, CancellationToken token);
}
