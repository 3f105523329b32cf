using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Bench.Proxy;

namespace Gateway.Bench.Metrics;

/// <summary>Lets a gateway with many routes answer /metrics again and again.</summary>
static class MetricsBench
{
    /// <summary>Routes with a cluster each, beside those of the usual shape: together about 10,000 series.</summary>
    const int More = 55;

    const double BarMs = 50;
    const int BarBytes = 2 << 20;

    /// <summary>True when the median of every kind is within the bar, and the text within its size.</summary>
    public static async Task<bool> RunAsync(string program, int scrapes, TextWriter output, TextWriter log, CancellationToken token)
    {
        var (upstream, address) = await ProxyBench.StartRoleAsync([UpstreamRole.Verb], token);
        await using var upstreamEnds = upstream;
        await log.WriteLineAsync("Starting the gateway with an empty database");
        await using var gateway = await GatewayProcess.StartAsync(program, address, token, "--Gateway:Metrics:SeriesPerFamily=3000", "--Gateway:Metrics:SeriesMaximum=12000");
        await gateway.Admin.PutAsync("config", Document(address), null, token);

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = gateway.Machines };
        var series = await SeriesAsync(client, token);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Machine: {Machine.Facts()}. Load average: {Machine.Load():0.0}. {series:N0} series, {scrapes} scrapes of each kind.\n"));
        await output.WriteLineAsync("| kind | median, ms | 95th percentile, ms | bytes |\n|---|---:|---:|---:|");
        var isWithin = series >= 9_000;
        foreach (var (kind, accept, coding) in new[] { ("text", "text/plain", ""), ("OpenMetrics", "application/openmetrics-text", ""), ("OpenMetrics, gzip", "application/openmetrics-text", "gzip") })
        {
            var times = new List<double>();
            var bytes = 0;
            // The first ones are compiled, and do not count.
            for (var number = -20; number < scrapes; number++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
                request.Headers.TryAddWithoutValidation("Accept", accept);
                if (coding.Length > 0)
                    request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
                var since = Stopwatch.GetTimestamp();
                using var answer = await client.SendAsync(request, token);
                bytes = (await answer.Content.ReadAsByteArrayAsync(token)).Length;
                if (number >= 0)
                    times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }

            times.Sort();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {kind} | {times[times.Count / 2]:0.0} | {times[times.Count * 95 / 100]:0.0} | {bytes} |"));
            isWithin &= times[times.Count / 2] <= BarMs && bytes <= BarBytes;
        }

        return isWithin;
    }

    /// <summary>Waits until the routes are in force.</summary>
    static async Task<int> SeriesAsync(HttpClient client, CancellationToken token)
    {
        while (true)
        {
            var text = await client.GetStringAsync("/metrics", token);
            if (text.Contains($"route=\"bench-{More}\"", StringComparison.Ordinal))
                return text.Split('\n').Count(line => line.Length > 0 && line[0] != '#');
            await Task.Delay(100, token);
        }
    }

    static JsonObject Document(string upstream)
    {
        var tenant = ProxyShape.Tenants[0];
        var numbers = Enumerable.Range(1, More).ToList();
        return new JsonObject
        {
            ["clusters"] = new JsonArray([.. numbers.Select(number => new JsonObject
            {
                ["id"] = $"bench-{number}",
                ["tenant"] = tenant,
                ["destinations"] = new JsonArray(new JsonObject { ["id"] = "upstream", ["address"] = upstream }),
            })]),
            ["routes"] = new JsonArray([.. numbers.Select(number => new JsonObject
            {
                ["id"] = $"bench-{number}",
                ["tenant"] = tenant,
                ["cluster"] = $"bench-{number}",
                ["match"] = new JsonObject { ["path"] = $"/bench-{number}" },
            })]),
        };
    }
}
