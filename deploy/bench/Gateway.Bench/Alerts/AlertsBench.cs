using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Bench.Proxy;

namespace Gateway.Bench.Alerts;

/// <summary>Lets a gateway stand with traffic and without alerts, then with them.</summary>
sealed class AlertsBench(GatewayProcess gateway, int alerts, TimeSpan span, TextWriter output, TextWriter log)
{
    /// <summary>1,000 alerts every minute take less of a core than this.</summary>
    const double Bar = 0.05;

    /// <summary>As many alerts as one call may make.</summary>
    const int Together = 500;

    readonly HttpClient edge = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = gateway.Edge };

    /// <summary>True when the alerts cost less than the bar.</summary>
    public static async Task<bool> RunAsync(string program, int alerts, TimeSpan span, TextWriter output, TextWriter log, CancellationToken token)
    {
        var (upstream, address) = await ProxyBench.StartRoleAsync([UpstreamRole.Verb], token);
        await using var upstreamEnds = upstream;
        await log.WriteLineAsync("Starting the gateway with an empty database");
        await using var gateway = await GatewayProcess.StartAsync(program, address, token);
        return await new AlertsBench(gateway, alerts, span, output, log).MeasureAsync(token);
    }

    async Task<bool> MeasureAsync(CancellationToken token)
    {
        var load = Machine.Load();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var traffic = Task.Run(() => TrafficAsync(stop.Token), token);
        // What starts is compiled and the first minutes are folded before anything counts.
        await Task.Delay(TimeSpan.FromSeconds(90), token);
        var without = await CpuAsync(token);
        await log.WriteLineAsync($"Making {alerts} alerts");
        var asked = ProxyShape.Routes;
        foreach (var some in Enumerable.Range(0, alerts).Chunk(Together))
            await gateway.Admin.PutAsync("config", new JsonObject { ["alerts"] = new JsonArray([.. some.Select(number => Alert(number, asked[number % asked.Count]))]) }, null, token);
        await Task.Delay(TimeSpan.FromSeconds(70), token);
        var with = await CpuAsync(token);
        await stop.CancelAsync();
        await traffic;

        var evaluated = 0;
        foreach (var number in new[] { 0, alerts / 2, alerts - 1 })
        {
            var state = await gateway.Admin.GetAsync($"alerts/bench-{number}/state", asked[number % asked.Count].Tenant, token);
            evaluated += state["evaluatedAt"] is not null && state["problem"] is null ? 1 : 0;
        }

        var cost = with.Gateway - without.Gateway;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Machine: {Machine.Facts()}, PostgreSQL {gateway.DatabaseVersion} embedded. Load average before: {load:0.0}. {alerts} alerts every minute, {span.TotalSeconds:0} s each."));
        await output.WriteLineAsync();
        await output.WriteLineAsync("| of one core | without alerts | with | the alerts |");
        await output.WriteLineAsync("|---|---:|---:|---:|");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| gateway | {without.Gateway:0.0 %} | {with.Gateway:0.0 %} | {cost:0.0 %} |"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| PostgreSQL | {without.Database:0.0 %} | {with.Database:0.0 %} | {with.Database - without.Database:0.0 %} |"));
        if (evaluated < 3)
            throw new BenchException("Some alerts were not evaluated, or with an error.");
        return cost <= Bar;
    }

    async Task<(double Gateway, double Database)> CpuAsync(CancellationToken token)
    {
        var (own, server) = (ProcessCpu.Of(gateway.Id), ProcessCpu.OfServer(gateway.DatabaseId));
        await Task.Delay(span, token);
        return ((ProcessCpu.Of(gateway.Id) - own) / span, (ProcessCpu.OfServer(gateway.DatabaseId) - server) / span);
    }

    static JsonNode Alert(int number, ShapedRoute route) => JsonNode.Parse($$"""
        { "id": "bench-{{number}}", "tenant": "{{route.Tenant}}", "name": "Bench {{number}}", "window": "00:05:00", "every": "00:01:00",
          "when": { "query": { "measures": ["errorRate"], "filters": [{ "dimension": "route", "values": ["{{route.Id}}"] }] },
                    "reduce": "max", "op": ">", "threshold": {{(0.5 + number * 0.0001).ToString(CultureInfo.InvariantCulture)}} } }
        """)!;

    /// <summary>A hundred requests a second, some at a time.</summary>
    async Task TrafficAsync(CancellationToken token)
    {
        var cycle = ProxyShape.Cycle();
        for (var sent = 0; !token.IsCancellationRequested; sent++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, cycle[sent % cycle.Count].Path);
            request.Headers.Add("X-Api-Key", cycle[sent % cycle.Count].Key);
            using var answer = await edge.SendAsync(request, CancellationToken.None);
            await Task.Delay(10, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
