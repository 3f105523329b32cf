using System.Diagnostics;

namespace Gateway.Bench.Proxy;

/// <summary>Saturates an address from this process, where wrk is not installed.</summary>
sealed class SocketLoader(IReadOnlyList<ShapedRequest> cycle, int connections) : ISaturatingLoader
{
    public string Name => $"own loader, {connections} connections";

    public async Task<LoadResult> RunAsync(Uri address, TimeSpan length, CancellationToken token)
    {
        var requests = LoadConnection.Bytes(cycle, address);
        var started = Stopwatch.GetTimestamp();
        var end = started + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var results = await Task.WhenAll(Enumerable.Range(0, connections).Select(index => Task.Run(() => AskAsync(index * requests.Count / connections), token)));
        return LoadResult.Of([.. results.SelectMany(result => result.Latencies)], results.Sum(result => result.Failed), Stopwatch.GetElapsedTime(started));

        async Task<(List<long> Latencies, long Failed)> AskAsync(int at)
        {
            var latencies = new List<long>(100_000);
            var failed = 0L;
            using var connection = await LoadConnection.OpenAsync(address, token);
            for (var sentAt = Stopwatch.GetTimestamp(); sentAt < end; sentAt = Stopwatch.GetTimestamp())
            {
                connection.Send(requests[at++ % requests.Count]);
                if (!await connection.ReceiveAsync(token))
                    failed++;
                latencies.Add(Stopwatch.GetTimestamp() - sentAt);
            }

            return (latencies, failed);
        }
    }
}
