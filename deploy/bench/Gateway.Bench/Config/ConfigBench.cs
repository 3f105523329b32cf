using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Bench.Proxy;

namespace Gateway.Bench.Config;

/// <summary>Fills a gateway and asks of it what pages and people ask.</summary>
sealed class ConfigBench(GatewayProcess gateway, ConfigShape shape, int times, TextWriter output, TextWriter log)
{
    /// <summary>A page's call is answered within this.</summary>
    static readonly TimeSpan ForPages = TimeSpan.FromMilliseconds(300);

    static readonly TimeSpan ToPublish = TimeSpan.FromSeconds(1);

    readonly HttpClient edge = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = gateway.Edge };

    /// <summary>True when every figure is within its bar and no request failed.</summary>
    public static async Task<bool> RunAsync(string program, ConfigShape shape, int times, TextWriter output, TextWriter log, CancellationToken token)
    {
        var (upstream, address) = await ProxyBench.StartRoleAsync([UpstreamRole.Verb], token);
        await using var upstreamEnds = upstream;
        await log.WriteLineAsync("Starting the gateway with an empty database");
        await using var gateway = await GatewayProcess.StartAsync(program, address, token);
        return await new ConfigBench(gateway, shape, times, output, log).MeasureAsync(address, token);
    }

    async Task<bool> MeasureAsync(string upstream, CancellationToken token)
    {
        var load = Machine.Load();
        var filled = Stopwatch.GetTimestamp();
        foreach (var document in shape.Documents(upstream))
            await gateway.Admin.PutAsync("config?message=Fill", document, null, token);
        await ServedAsync($"/large/route-{shape.Routes - 1}/x", token);
        await log.WriteLineAsync($"Filled in {Stopwatch.GetElapsedTime(filled).TotalSeconds:0.0} s");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var traffic = Task.Run(() => TrafficAsync(stop.Token), token);
        await output.WriteLineAsync($"Machine: {Machine.Facts()}, PostgreSQL {gateway.DatabaseVersion} embedded. Load average before: {load:0.0}.");
        await output.WriteLineAsync($"{shape.Routes} routes and {shape.Keys} keys of one tenant, beside {ProxyShape.Routes.Count} routes with traffic; each call {times} times.");
        await output.WriteLineAsync();
        await output.WriteLineAsync("| what | median ms | slowest ms | bar ms | |");
        await output.WriteLineAsync("|---|---:|---:|---:|---|");
        var random = new Random(1);
        var good = true;
        async Task Row(string what, TimeSpan bar, Func<int, Task> call) => good &= await RowAsync(what, bar, call, token);
        Task Get(string path) => gateway.Admin.GetAsync(path, ConfigShape.Tenant, token);
        await Row("list the first routes", ForPages, _ => Get("routes?limit=200"));
        await Row("search routes", ForPages, _ => Get($"routes?limit=200&search=route-{random.Next(shape.Routes)}"));
        await Row("search routes, nothing found", ForPages, _ => Get("routes?limit=200&search=nowhere"));
        await Row("read one route", ForPages, _ => Get($"routes/route-{random.Next(shape.Routes)}"));
        await Row("list the first keys", ForPages, _ => Get("keys?limit=200"));
        await Row("search keys", ForPages, _ => Get($"keys?limit=200&search=key-{random.Next(shape.Keys)}"));
        await Row("search keys, nothing found", ForPages, _ => Get("keys?limit=200&search=nowhere"));
        await Row("read one key", ForPages, _ => Get($"keys/key-{random.Next(shape.Keys)}"));
        await Row("list versions", ForPages, _ => Get("config/versions"));
        await Row("publish a route, until requests meet it", ToPublish, async number =>
        {
            await gateway.Admin.PutAsync("config", new JsonObject { ["routes"] = new JsonArray(ConfigShape.Route(7, $"/large/moved-{number}/{{**rest}}")) }, null, token);
            await ServedAsync($"/large/moved-{number}/x", token);
        });
        await stop.CancelAsync();
        var (sent, failed) = await traffic;
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{sent} requests meanwhile, {failed} failed.");
        return good && failed == 0;
    }

    async Task<bool> RowAsync(string what, TimeSpan bar, Func<int, Task> call, CancellationToken token)
    {
        await call(0);
        var took = new List<double>();
        for (var number = 1; number <= times; number++)
        {
            token.ThrowIfCancellationRequested();
            var since = Stopwatch.GetTimestamp();
            await call(number);
            took.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        took.Sort();
        var isWithin = took[took.Count / 2] <= bar.TotalMilliseconds;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {what} | {took[took.Count / 2]:0} | {took[^1]:0} | {bar.TotalMilliseconds:0} | {(isWithin ? "" : "missed")} |"));
        return isWithin;
    }

    /// <summary>Waits until the path is answered by the upstream.</summary>
    async Task ServedAsync(string path, CancellationToken token)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        over.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            using var answer = await edge.GetAsync(path, over.Token);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(5, over.Token);
        }
    }

    /// <summary>Light traffic of the routes that nobody changes, one request after the other.</summary>
    async Task<(int Sent, int Failed)> TrafficAsync(CancellationToken token)
    {
        var (sent, failed) = (0, 0);
        var cycle = ProxyShape.Cycle();
        while (!token.IsCancellationRequested)
        {
            var asked = cycle[sent++ % cycle.Count];
            using var request = new HttpRequestMessage(HttpMethod.Get, asked.Path);
            request.Headers.Add("X-Api-Key", asked.Key);
            try
            {
                // Not cancelled: the last one ends too.
                using var answer = await edge.SendAsync(request, CancellationToken.None);
                failed += answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (HttpRequestException)
            {
                failed++;
            }

            await Task.Delay(5, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return (sent, failed);
    }
}
