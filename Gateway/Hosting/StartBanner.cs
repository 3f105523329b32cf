using Gateway.Admin.Access;
using Gateway.Admin.SignIn;
using Gateway.Capture;
using Gateway.Demo;

namespace Gateway.Hosting;

/// <summary>
/// Says where the gateway answers, once it does, and how to get in, once the database is there. To the terminal, not to the log:
/// it may carry a link that opens the admin area. Ends when all is said, or with the host.
/// </summary>
sealed partial class StartBanner(
    ListenerAddresses addresses,
    AdminOptions admin,
    DemoOptions demo,
    DatabaseAddress database,
    DataFolder folder,
    SetUpLink setUp,
    IHostApplicationLifetime life,
    TextWriter output,
    ILogger<StartBanner> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = life.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stoppingToken);
            Write();
            foreach (var url in Listeners.Split(admin.Urls).Where(url => !Listeners.IsPrivate(url)))
                Log.Unencrypted(log, url);
            if (await setUp.Secret.WaitAsync(stoppingToken) is { } secret)
                WriteSetUp(secret);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before there was more to say.
        }
    }

    string AdminAddress => addresses.Of(Listener.Admin) is [var first, ..] ? first : "";

    void Write()
    {
        output.WriteLine();
        output.WriteLine($"  Gateway {NodeHeartbeat.Version}");
        output.WriteLine($"  Traffic   {string.Join("  ", addresses.Of(Listener.Proxy))}");
        output.WriteLine($"  Admin     {AdminAddress}");
        output.WriteLine($"  Machines  {string.Join("  ", addresses.Of(Listener.Metrics))}  /ready /live /metrics");
        output.WriteLine($"  Data      {folder.Path}{(database.IsEmbedded ? " (embedded PostgreSQL: for a try-out or one small node; name a server in ConnectionStrings:Gateway for more)" : "")}");
        output.WriteLine(demo.Enabled && admin.BootstrapToken is { } token
            ? $"  Sign in   {AdminAddress}/sign-in#token={token}  (to look around, without an account)"
            : $"  Sign in   {AdminAddress}/sign-in");
        output.WriteLine();
        output.Flush();
    }

    void WriteSetUp(string secret)
    {
        output.WriteLine($"  Set up    {AdminAddress}/set-up#token={secret}");
        output.WriteLine($"            Makes the first administrator's account. Works once, for {SetUpLink.Lifetime.TotalHours} hours; a restart prints a new one.");
        output.WriteLine();
        output.Flush();
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The admin area listens on {Url} without https: passwords, cookies and tokens travel unencrypted. Keep that network private, or put a server with TLS in front and listen on 127.0.0.1")]
        public static partial void Unencrypted(ILogger log, string url);
    }
}
