using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Bench.Proxy;

/// <summary>Runs a server for the bench that started this process: says its address, and ends when the bench does, however that ends.</summary>
static class RoleHost
{
    public const string Marker = "listening ";

    public static async Task<int> RunAsync(WebApplication app, CancellationToken token)
    {
        await using var server = app;
        await server.StartAsync(token);
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await Console.Out.WriteLineAsync(Marker + address);
        await Console.Out.FlushAsync(token);
        try
        {
            // The bench holds the other end and writes nothing; the kernel closes it with the bench. The console's own reader would block the thread.
            await using var bench = Console.OpenStandardInput();
            await Task.Run(() => bench.ReadByte(), token).WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C reaches every process of the terminal.
        }

        return 0;
    }
}
