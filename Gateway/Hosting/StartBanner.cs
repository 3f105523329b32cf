using Gateway.Admin.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Hosting;

/// <summary>Says where the gateway answers, once it does. To the terminal, not to the log: it may carry the sign-in link.</summary>
sealed class StartBanner(IServer server, AdminOptions admin, DatabaseAddress database, DataFolder folder, IHostApplicationLifetime life, TextWriter output) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    void Write()
    {
        // In the order in which the listeners were opened.
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(Reachable).ToList() ?? [];
        if (addresses.Count < 3)
            return;
        var proxies = admin.Urls.Split(';').Length;
        var adminAddress = addresses[^(proxies + 1)];
        output.WriteLine();
        output.WriteLine($"  Gateway {NodeHeartbeat.Version}");
        output.WriteLine($"  Traffic   {addresses[0]}");
        output.WriteLine($"  Admin     {adminAddress}");
        output.WriteLine($"  Machines  {addresses[^1]}/ready  /live  /metrics");
        output.WriteLine($"  Data      {folder.Path}{(database.IsEmbedded ? " (embedded PostgreSQL: for a try-out or one small node; name a server in ConnectionStrings:Gateway for more)" : "")}");
        output.WriteLine(admin.BootstrapToken is { } token
            ? $"  Sign in   {adminAddress}/sign-in#token={token}"
            : "  Sign in   not possible: set Gateway:Admin:BootstrapToken to at least 32 random characters");
        output.WriteLine();
        output.Flush();
    }

    static string Reachable(string address) => address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
}
