using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Requests;

/// <summary>What twenty watchers cost the process that proxies.</summary>
public sealed class TailCostTests
{
    const int Watchers = 20;
    const int Rounds = 7;

    /// <summary>Until the code on both paths is compiled as it stays.</summary>
    const int WarmUps = 3;

    static readonly TimeSpan Round = TimeSpan.FromSeconds(6);

    [Test, Explicit("Measures")]
    public async Task Twenty_watchers_cost_the_proxy_nothing_measurable()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await using (var first = await TestGateway.StartAsync(database.ConnectionString))
        {
            await first.ApplyAsync(Sample.Config(upstream.Address));
            var folder = Directory.CreateTempSubdirectory("gateway-test-tail-").FullName;
            File.Copy(Path.Combine(first.Folder, "secret"), Path.Combine(folder, "secret"));
            using var gateway = new GatewayProcess(folder, database.ConnectionString);
            await gateway.StartAsync();
            using var client = new HttpClient { BaseAddress = gateway.Proxy };
            var costs = new Dictionary<string, List<double>> { ["nobody watches"] = [], ["twenty watch all"] = [], ["twenty watch with filters of their own"] = [] };
            for (var round = -WarmUps; round < Rounds; round++)
            {
                foreach (var (name, found) in costs)
                {
                    var sockets = name == "nobody watches" ? [] : await Task.WhenAll(Enumerable.Range(0, Watchers).Select(at => WatchAsync(gateway, name == "twenty watch all" ? null : at)));
                    var cost = await RoundAsync(gateway, client);
                    if (round >= 0)
                        found.Add(cost);
                    foreach (var socket in sockets)
                        socket.Dispose();
                }
            }

            foreach (var (name, found) in costs)
                TestContext.Out.WriteLine($"{name}: median {found.Order().ElementAt(Rounds / 2):0.0} µs of CPU a request ({string.Join(", ", found.Select(each => $"{each:0.0}"))})");
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<double> RoundAsync(GatewayProcess gateway, HttpClient client)
    {
        using var load = new Load(client, "/open/x");
        var before = gateway.Cpu;
        var since = Stopwatch.GetTimestamp();
        load.Start(8);
        await Eventually.HoldsAsync(() => Stopwatch.GetElapsedTime(since) > Round, "the round is over", TimeSpan.FromMinutes(1));
        await load.StopAsync();
        Assert.That(load.Failures, Is.Empty);
        return (gateway.Cpu - before).TotalMicroseconds / load.Sent;
    }

    static async Task<ClientWebSocket> WatchAsync(GatewayProcess gateway, int? own)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {TestGateway.Token}");
        var filters = own is null ? "[]" : JsonSerializer.Serialize(new[] { new { dimension = "duration", op = "gt", values = new[] { $"{own}" } } });
        await socket.ConnectAsync(new Uri($"ws://{gateway.Admin.Authority}/api/v1/requests/tail?tenant=acme&filters={Uri.EscapeDataString(filters)}"), CancellationToken.None);
        _ = ReadAsync(socket);
        return socket;
    }

    static async Task ReadAsync(ClientWebSocket socket)
    {
        var room = new byte[1 << 16];
        try
        {
            while (socket.State == WebSocketState.Open)
                await socket.ReceiveAsync(room.AsMemory(), CancellationToken.None);
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed at the end of its round.
        }
    }
}
