using Gateway.Admin.Access;
using Gateway.Capture;

namespace Gateway.Hosting;

/// <summary>Says where the gateway answers, once it does. To the terminal, not to the log: it may carry the sign-in link.</summary>
sealed class StartBanner(
    ListenerAddresses addresses, AdminOptions admin, DatabaseAddress database, DataFolder folder, IHostApplicationLifetime life, TextWriter output) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    void Write()
    {
        var adminAddress = string.Join("  ", addresses.Of(Listener.Admin).Take(1));
        output.WriteLine();
        output.WriteLine($"  Gateway {NodeHeartbeat.Version}");
        output.WriteLine($"  Traffic   {string.Join("  ", addresses.Of(Listener.Proxy))}");
        output.WriteLine($"  Admin     {adminAddress}");
        output.WriteLine($"  Machines  {string.Join("  ", addresses.Of(Listener.Metrics))}  /ready /live /metrics");
        output.WriteLine($"  Data      {folder.Path}{(database.IsEmbedded ? " (embedded PostgreSQL: for a try-out or one small node; name a server in ConnectionStrings:Gateway for more)" : "")}");
        output.WriteLine(admin.BootstrapToken is { } token
            ? $"  Sign in   {adminAddress}/sign-in#token={token}"
            : "  Sign in   not possible: set Gateway:Admin:BootstrapToken to at least 32 random characters");
        output.WriteLine();
        output.Flush();
    }
}
