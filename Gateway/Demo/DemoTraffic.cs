namespace Gateway.Demo;

/// <summary>A trickle of requests as a shop sees them: several consumers, browsers and tools, and a few mistakes.</summary>
sealed class DemoTraffic(Uri frontDoor, IReadOnlyList<string> secrets, double perSecond) : IDisposable
{
    static readonly string[] UserAgents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
        "okhttp/4.12.0",
        "python-requests/2.32.3",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    ];

    readonly HttpClient client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Sends until the token is cancelled or <paramref name="goOn"/> says no.</summary>
    public async Task RunAsync(Func<bool> goOn, CancellationToken token)
    {
        while (goOn())
        {
            // A Poisson process: pauses between arrivals are exponential.
            var pause = -Math.Log(1 - Random.Shared.NextDouble()) / perSecond;
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(pause, 5)), token);
            // Not awaited here, so that a slow answer does not slow arrivals; SendAsync ends by itself and throws nothing.
            _ = SendAsync(token);
        }
    }

    public void Dispose() => client.Dispose();

    async Task SendAsync(CancellationToken token)
    {
        try
        {
            using var request = Next();
            using var response = await client.SendAsync(request, token);
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            // The gateway stops, or the demo does.
        }
    }

    HttpRequestMessage Next()
    {
        var id = Random.Shared.Next(1, 5000);
        var (method, path) = Random.Shared.Next(100) switch
        {
            < 35 => (HttpMethod.Get, $"/search/items?q=shoes&page={id % 9}"),
            < 62 => (HttpMethod.Get, $"/catalog/products/{id}"),
            < 76 => (HttpMethod.Get, $"/media/images/{id}.jpg"),
            < 90 => (HttpMethod.Get, $"/orders/{id}"),
            < 94 => (HttpMethod.Post, "/orders"),
            < 99 => (HttpMethod.Post, $"/payments/{id}/capture"),
            _ => (HttpMethod.Get, $"/wp-login.php?try={id}"),
        };
        var request = new HttpRequestMessage(method, new Uri(frontDoor, path));
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgents[Random.Shared.Next(UserAgents.Length)]);
        var secret = Random.Shared.Next(100) switch
        {
            < 3 => null,
            < 5 => "not-a-key",
            < 50 => secrets[0],
            < 80 => secrets[1],
            < 92 => secrets[2],
            _ => secrets[3],
        };
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Api-Key", secret);
        return request;
    }
}
