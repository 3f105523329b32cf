using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Gateway.Tests.Support;

/// <summary>A real Prometheus that scrapes every second, with a folder of its own. Tests that need one are skipped where it is not installed.</summary>
sealed class PrometheusServer : IAsyncDisposable
{
    readonly Process process;
    readonly DirectoryInfo folder;
    readonly HttpClient client;

    PrometheusServer(Process process, DirectoryInfo folder, int port)
    {
        (this.process, this.folder) = (process, folder);
        client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
    }

    /// <summary>Starts it; skips the test where there is none.</summary>
    /// <param name="targets">Where /metrics answers.</param>
    /// <param name="rules">Whole path of a file of rules, evaluated every second.</param>
    public static async Task<PrometheusServer> StartAsync(IEnumerable<Uri> targets, string rules)
    {
        var program = Find("prometheus");
        var folder = Directory.CreateTempSubdirectory("gateway-test-prometheus-");
        var config = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(config, $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: ["{{rules}}"]
            scrape_configs:
              - job_name: gateway
                static_configs: [{ targets: [{{string.Join(", ", targets.Select(target => $"\"{target.Authority}\""))}}] }]
            """);
        var port = FreePort();
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        foreach (var argument in (string[])[$"--config.file={config}", $"--storage.tsdb.path={Path.Combine(folder.FullName, "data")}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
            start.ArgumentList.Add(argument);
        var server = new PrometheusServer(Process.Start(start)!, folder, port);
        server.process.ErrorDataReceived += (_, _) => { };
        server.process.BeginErrorReadLine();
        await Eventually.HoldsAsync(server.IsReadyAsync, "Prometheus is ready", TimeSpan.FromSeconds(30));
        return server;
    }

    /// <summary>The rows of an instant query; fails the test when the server refuses it.</summary>
    public async Task<JsonArray> QueryAsync(string query)
    {
        using var answer = await client.GetAsync($"api/v1/query?query={Uri.EscapeDataString(query)}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), $"{query}: {text}");
        return JsonNode.Parse(text)!["data"]!["result"]!.AsArray();
    }

    /// <summary>The one value of an instant query; not a number while there is none.</summary>
    public async Task<double> ValueAsync(string query) => await QueryAsync(query) is [var row]
        ? double.Parse(row!["value"]![1]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)
        : double.NaN;

    /// <summary>All rules with what became of their latest evaluation.</summary>
    public async Task<IReadOnlyList<JsonNode>> RulesAsync()
    {
        var groups = JsonNode.Parse(await client.GetStringAsync("api/v1/rules"))!["data"]!["groups"]!.AsArray();
        return [.. groups.SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!)];
    }

    /// <summary>Runs promtool; answers what it said, with its exit code.</summary>
    public static async Task<(int Code, string Said)> PromtoolAsync(byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find("promtool"), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var tool = Process.Start(start)!;
        var said = Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.StandardInput.BaseStream.WriteAsync(input);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync();
        return (tool.ExitCode, string.Concat(await said));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await client.GetAsync("-/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static string Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is null)
            Assert.Ignore($"{program} is not installed; Debian's package prometheus brings it.");
        return found!;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
