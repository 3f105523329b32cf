namespace Gateway.Bench.Proxy;

/// <summary>The figures as a Markdown section.</summary>
sealed class ProxyText(TextWriter output)
{
    const double BusyAt = 0.5;

    public async Task WriteAsync(
        ProxyOptions options, string loader, double loadBefore, string databaseVersion, Series saturated, Series? atRate, double rate, PipelineCounts pipeline)
    {
        await LineAsync("### Gateway against bare proxy");
        await LineAsync("");
        await LineAsync($"Machine: {Machine.Facts()}, PostgreSQL {databaseVersion} embedded. Load average before: {loadBefore:0.0}.");
        if (loadBefore > BusyAt)
            await LineAsync("**Other work ran on this machine: these figures are not to be kept.**");
        await LineAsync($"Shape: {ProxyShape.Tenants.Count} tenants, {ProxyShape.Routes.Count} routes, {ProxyShape.Tenants.Count * ProxyShape.KeysPerTenant} keys, "
            + $"{ProxyShape.Routes.Count * ProxyShape.EndpointsPerRoute} endpoints, Zipf; 1 KB answers; upstream, proxies, database and loader on this machine.");
        await LineAsync($"{options.Rounds} rounds of {options.Length.TotalSeconds} s that take turns, {loader}; medians, in brackets the ratio's smallest and largest round.");
        await LineAsync("");
        await LineAsync("| figure | bare | gateway | ratio | bar |");
        await LineAsync("|---|---:|---:|---:|---|");
        await RowAsync("requests/s at saturation", saturated, sample => sample.Load.PerSecond, "0", "≥ 0.75");
        await RowAsync("CPU of the proxy's process per request at saturation, µs", saturated, sample => sample.CpuMicros, "0.0", "≤ 1.25, aim 1.10");
        await AloneAsync("CPU of PostgreSQL per request at saturation, µs", saturated, sample => sample.DatabaseCpuMicros, "0.0");
        await RowAsync("p50 at saturation, ms", saturated, sample => sample.Load.P50, "0.00", "");
        await RowAsync("p99 at saturation, ms", saturated, sample => sample.Load.P99, "0.00", "");
        if (atRate is not null)
        {
            await RowAsync($"p50 at {rate} requests/s, open loop, ms", atRate, sample => sample.Load.P50, "0.00", "");
            await RowAsync($"p99 at {rate} requests/s, open loop, ms", atRate, sample => sample.Load.P99, "0.00", "");
            await RowAsync("CPU of the proxy's process per request at this rate, µs", atRate, sample => sample.CpuMicros, "0.0", "");
            await AloneAsync("CPU of PostgreSQL per request at this rate, µs", atRate, sample => sample.DatabaseCpuMicros, "0.0");
        }

        await LineAsync("");
        await LineAsync($"Events: {pipeline.Captured} captured, {pipeline.Stored} stored, {pipeline.Quarantined} in quarantine, {pipeline.Dropped} dropped. "
            + $"Failed requests: {saturated.All.Concat(atRate?.All ?? []).Sum(sample => sample.Load.Failed)}.");
        await LineAsync("Analytics on against off is not measured: the gateway has no switch for it.");
    }

    Task RowAsync(string name, Series series, Func<Sample, double> figure, string format, string bar)
    {
        var (bare, gateway, ratio, least, most) = series.Of(figure);
        return LineAsync($"| {name} | {bare.ToString(format)} | {gateway.ToString(format)} | {ratio:0.00} [{least:0.00}–{most:0.00}] | {bar} |");
    }

    Task AloneAsync(string name, Series series, Func<Sample, double> figure, string format) =>
        LineAsync($"| {name} | – | {Series.Median(series.Gateway.Select(figure)).ToString(format)} | | |");

    Task LineAsync(string text) => output.WriteLineAsync(text);
}
