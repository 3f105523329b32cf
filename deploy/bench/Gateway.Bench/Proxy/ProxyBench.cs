namespace Gateway.Bench.Proxy;

/// <summary>Starts upstream, bare proxy and gateway, lets them take turns under load, and stops them.</summary>
sealed class ProxyBench(ProxyOptions options, GatewayProcess gateway, ChildProcess bare, Uri bareAddress, ISaturatingLoader loader, TextWriter log)
{
    /// <summary>False when a request failed or an event was lost: then the figures mean nothing.</summary>
    public static async Task<bool> RunAsync(ProxyOptions options, TextWriter output, TextWriter log, CancellationToken token)
    {
        var cycle = ProxyShape.Cycle();
        var loadBefore = Machine.Load();
        var cycleFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(cycleFile, cycle.Select(request => $"{request.Path} {request.Key}"), token);
            ISaturatingLoader loader = WrkLoader.Find() is { } wrk ? new WrkLoader(wrk, cycleFile, options.Connections) : new SocketLoader(cycle, options.Connections);
            var (upstream, upstreamAddress) = await StartRoleAsync([UpstreamRole.Verb], token);
            await using var upstreamEnds = upstream;
            var (bare, bareAddress) = await StartRoleAsync([BareRole.Verb, upstreamAddress], token);
            await using var bareEnds = bare;
            await log.WriteLineAsync("Starting the gateway with an empty database");
            await using var gateway = await GatewayProcess.StartAsync(options.Gateway, upstreamAddress, token);

            var bench = new ProxyBench(options, gateway, bare, new Uri(bareAddress), loader, log);
            var saturated = await bench.SaturateAsync(token);
            var rate = Math.Floor(saturated.Of(sample => sample.Load.PerSecond).Gateway / 2);
            var atRate = options.FixedRate ? await bench.FixedRateAsync(cycle, rate, token) : null;
            var pipeline = await gateway.DrainAsync(token);
            await new ProxyText(output).WriteAsync(options, loader.Name, loadBefore, gateway.DatabaseVersion, saturated, atRate, rate, pipeline);
            return saturated.All.Concat(atRate?.All ?? []).All(sample => sample.Load.Failed == 0) && pipeline is { Dropped: 0, Quarantined: 0 };
        }
        finally
        {
            File.Delete(cycleFile);
        }
    }

    async Task<Series> SaturateAsync(CancellationToken token)
    {
        await log.WriteLineAsync($"Warming up, {options.WarmUp.TotalSeconds} s each");
        await loader.RunAsync(bareAddress, options.WarmUp, token);
        await loader.RunAsync(gateway.Edge, options.WarmUp, token);
        return await TakeTurnsAsync("at saturation", address => loader.RunAsync(address, options.Length, token), token);
    }

    Task<Series> FixedRateAsync(IReadOnlyList<ShapedRequest> cycle, double rate, CancellationToken token) =>
        TakeTurnsAsync($"at {rate} requests/s", address => new OpenLoopLoader(cycle, options.Connections).RunAsync(address, rate, options.Length, token), token);

    /// <summary>Each round measures both; who begins changes, so that neither always runs on a machine the other has warmed.</summary>
    async Task<Series> TakeTurnsAsync(string what, Func<Uri, Task<LoadResult>> load, CancellationToken token)
    {
        var series = new Series();
        for (var round = 1; round <= options.Rounds; round++)
        {
            if (round % 2 == 1)
                series.Bare.Add(await MeasureBareAsync(load));
            series.Gateway.Add(await MeasureGatewayAsync(load, token));
            if (round % 2 == 0)
                series.Bare.Add(await MeasureBareAsync(load));
            await log.WriteLineAsync(
                $"Round {round}/{options.Rounds} {what}: bare {Short(series.Bare[^1])}; gateway {Short(series.Gateway[^1])}, database {series.Gateway[^1].DatabaseCpuMicros:0} µs");
        }

        return series;
    }

    async Task<Sample> MeasureBareAsync(Func<Uri, Task<LoadResult>> load)
    {
        var before = ProcessCpu.Of(bare.Id);
        var result = await load(bareAddress);
        return new Sample(result, ProcessCpu.Of(bare.Id) - before, TimeSpan.Zero);
    }

    async Task<Sample> MeasureGatewayAsync(Func<Uri, Task<LoadResult>> load, CancellationToken token)
    {
        var (before, databaseBefore) = (ProcessCpu.Of(gateway.Id), ProcessCpu.OfServer(gateway.DatabaseId));
        var result = await load(gateway.Edge);
        // Storing is part of the price, also what happens after the last answer.
        await gateway.DrainAsync(token);
        return new Sample(result, ProcessCpu.Of(gateway.Id) - before, ProcessCpu.OfServer(gateway.DatabaseId) - databaseBefore);
    }

    static string Short(Sample sample) =>
        $"{sample.Load.PerSecond:0}/s, {sample.CpuMicros:0} µs CPU, p99 {sample.Load.P99:0.00} ms{(sample.Load.Failed > 0 ? $", {sample.Load.Failed} FAILED" : "")}";

    /// <summary>Starts this program again as one of the bench's servers, and says where it listens.</summary>
    public static async Task<(ChildProcess Child, string Address)> StartRoleAsync(string[] role, CancellationToken token)
    {
        string[] command = ["dotnet", typeof(ProxyBench).Assembly.Location, .. role];
        var (child, line) = await ChildProcess.StartAsync(command, new Dictionary<string, string>(), RoleHost.Marker, token);
        return (child, line[RoleHost.Marker.Length..]);
    }
}
