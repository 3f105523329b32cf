using System.Collections.Concurrent;

namespace Gateway.Tests.Support;

/// <summary>A few workers that send one request after the other until they are stopped, and write down what went wrong.</summary>
sealed class Load(HttpClient client, string target, params (string Name, string Value)[] headers) : IDisposable
{
    readonly CancellationTokenSource stop = new();
    Task[] workers = [];
    long sent;

    /// <summary>Rest of a worker between two requests. Default 2 ms: enough to meet every change, not enough to starve a small machine.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(2);

    public long Sent => Interlocked.Read(ref sent);

    public ConcurrentBag<string> Failures { get; } = [];

    public void Start(int workers) => this.workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync))];

    public Task SentAsync(long count) => Eventually.HoldsAsync(() => Sent >= count, $"{count} requests are sent");

    /// <summary>Lets each worker finish its request.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(workers);
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    async Task WorkAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, target);
                foreach (var (name, value) in headers)
                    request.Headers.Add(name, value);
                using var answer = await client.SendAsync(request);
                if ((int)answer.StatusCode != 200)
                    Failures.Add($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException failed)
            {
                Failures.Add(failed.Message);
            }

            Interlocked.Increment(ref sent);
            await Task.Delay(Pause);
        }
    }
}
