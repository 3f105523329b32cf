namespace Gateway.Bench.Replay;

/// <summary>The verb <c>replay</c>.</summary>
static class ReplayCommand
{
    const string TokenVariable = "Gateway__Admin__BootstrapToken";

    const string Usage = $"""
        Usage: replay <access.log> [options]

        Sends a log of the combined format through a running gateway to an upstream of its own, and compares what the gateway
        counted with what was sent. Exits with 1 when any sum differs.

          --proxy URL      the gateway's edge, default http://127.0.0.1:8080
          --admin URL      its admin listener, default http://127.0.0.1:8082
          --token T        a platform admin's token, default {TokenVariable} of the environment
          --speed S        1x, 100x (times the log's own speed), 500/s, or max (the default)
          --refuse F       share of the requests with a wrong key, default 0.1
          --tenant ID      the tenant to replay into, made where it is missing, default replay
          --limit N        only the first N lines
          --connections N  how many requests run at a time, default 32

        The gateway must believe X-Forwarded-For from this machine: Gateway:TrustedProxies:0=127.0.0.1/32.
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken token)
    {
        var arguments = new Arguments(args);
        if (arguments.AsksForHelp || arguments.Positional.Count != 1)
        {
            await Console.Error.WriteLineAsync(Usage);
            return arguments.AsksForHelp ? 0 : 2;
        }

        var limit = arguments.Whole("limit", 0, 1, int.MaxValue);
        var options = new ReplayOptions
        {
            Log = arguments.Positional[0],
            Proxy = arguments.Loopback("proxy", "http://127.0.0.1:8080"),
            Admin = arguments.Loopback("admin", "http://127.0.0.1:8082"),
            Token = arguments.Text("token") ?? Environment.GetEnvironmentVariable(TokenVariable)
                ?? throw new BenchException($"--token is needed, or {TokenVariable} in the environment."),
            Speed = ReplaySpeed.Parse(arguments.Text("speed") ?? "max"),
            Refuse = arguments.Share("refuse", 0.1),
            Tenant = arguments.Text("tenant") ?? "replay",
            Limit = limit == 0 ? null : limit,
            Connections = arguments.Whole("connections", 32, 1, 1000),
            Progress = Console.Error,
            ProgressIsTerminal = !Console.IsErrorRedirected,
        };
        arguments.RefuseUnknown();
        var report = await ReplayRun.RunAsync(options, Console.Out, token);
        return report.Agrees ? 0 : 1;
    }
}
