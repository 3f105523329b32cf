using System.CommandLine;
using Gateway.Admin.Contract;
using Gateway.Analytics.Imports;
using Gateway.Analytics.Rollups;
using Gateway.Hosting;
using Gateway.Imports;
using Npgsql;

namespace Gateway.Commands;

/// <summary><c>Gateway import</c>: access logs of other servers as history of this gateway.</summary>
static class ImportCommand
{
    /// <param name="output">The summary.</param>
    /// <param name="error">Progress, lines that are refused, errors.</param>
    /// <param name="input">What <c>-</c> reads.</param>
    public static Command Make(TextWriter output, TextWriter error, Stream input)
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Logs, plain or gzip; - is the standard stream. Keys of the gateway's configuration may stand here too, such as --Gateway:DataFolder=/var/lib/gateway.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format") { Description = "combined (default), nginx with --log-format, or caddy.", DefaultValueFactory = _ => LogFormats.Names[0] };
        format.AcceptOnlyFromAmong([.. LogFormats.Names]);
        var pattern = new Option<string?>("--log-format") { Description = "The log_format of nginx, in one line.", HelpName = "pattern" };
        var tenant = new Option<string?>("--tenant") { Description = "Whose requests these are; left out: the tenant of the route that takes each.", HelpName = "id" };
        var route = new Option<string?>("--route") { Description = "The route of the tenant that all of them took; left out: the one that would take each today.", HelpName = "id" };
        var host = new Option<string?>("--host") { Description = "The host of requests whose log does not name it.", HelpName = "name" };
        var source = new Option<string>("--source") { Description = "The server that wrote the logs, where there are several: equal requests on two servers are two.", HelpName = "name", DefaultValueFactory = _ => "" };
        var command = new Command("import", """
            Takes access logs as history: single requests of days whose requests are kept, sums of older ones. What was imported before is
            not counted again. Runs where the gateway's configuration is, beside the gateway. Exit codes: 0 done, lines that cannot be read
            are reported; 1 a file or the command line was refused; 3 the database could not be reached.
            """) { files, format, pattern, tenant, route, host, source };
        command.SetAction((parsed, token) => GuardedAsync(error, () => RunAsync(
            parsed.GetValue(files)!,
            LogFormats.Make(parsed.GetValue(format)!, parsed.GetValue(pattern)),
            (parsed.GetValue(tenant), parsed.GetValue(route), parsed.GetValue(host)),
            parsed.GetValue(source)!,
            output,
            error,
            input,
            token)));
        return command;
    }

    static async Task<int> RunAsync(
        string[] given, ILogFormat format, (string? Tenant, string? Route, string? Host) to, string source, TextWriter output, TextWriter error, Stream input, CancellationToken token)
    {
        var settings = given.Where(each => each.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (settings.FirstOrDefault(each => !each.Contains(':') || !each.Contains('=')) is { } unknown)
            throw new StartRefusedException($"{unknown} is no option. Gateway import --help lists what there is.");
        var files = given.Except(settings).ToArray();
        if (files.Length == 0)
            throw new StartRefusedException("No log is named.");
        foreach (var missing in files.Where(file => file != "-" && !File.Exists(file)))
            throw new FileNotFoundException($"{missing} is not there.");

        await using var ground = await ImportGround.LayAsync(WebApplication.CreateSlimBuilder(settings).Configuration, token);
        if (to.Tenant is not null && !await ground.HasTenantAsync(to.Tenant, token))
            throw new StartRefusedException($"--tenant: there is no tenant {to.Tenant}.");
        var target = Target(to, ground.Config.Routes);
        await using var routes = new LogRoutes(target.Route is null ? ground.Config.Routes.Where(each => to.Tenant is null || each.Tenant == to.Tenant) : []);
        await using var import = await LogImport.BeginAsync(ground.Events, ground.Kept, source, TimeProvider.System, token)
            ?? throw new StartRefusedException("Another import runs. One at a time.");
        var run = new ImportRun(format, new LogEvents(target, routes, ground.Countries), import, error, TimeProvider.System);
        foreach (var file in files)
        {
            await using var log = file == "-" ? input : File.OpenRead(file);
            await run.ReadAsync(file == "-" ? "standard input" : Shown.Of(file), log, file == "-" ? null : log.Length, token);
        }

        await run.SumUpAsync(output);
        return ExitCode.Done;
    }

    static LogTarget Target((string? Tenant, string? Route, string? Host) to, IReadOnlyList<RouteDocument> routes)
    {
        if (to.Route is null)
            return new LogTarget(to.Tenant, null, to.Host);
        var route = routes.Where(each => each.Id == to.Route && (to.Tenant is null || each.Tenant == to.Tenant)).ToArray();
        return route switch
        {
            [var one] => new LogTarget(one.Tenant, one, to.Host),
            [] => throw new StartRefusedException($"--route: no enabled route has the id {to.Route}{(to.Tenant is null ? "" : $" in {to.Tenant}")}."),
            _ => throw new StartRefusedException($"--route: several tenants have a route {to.Route}; --tenant says which is meant."),
        };
    }

    /// <summary>What a file or the database refuses is told in a line, not as a stack.</summary>
    static async Task<int> GuardedAsync(TextWriter error, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception refused) when (refused is StartRefusedException or FormatException or FoldBehindException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(refused.Message);
            return ExitCode.Refused;
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            await error.WriteLineAsync($"The database cannot be used: {away.Message} What was stored stays; the same import again goes on after it.");
            return ExitCode.Unreachable;
        }
    }
}
