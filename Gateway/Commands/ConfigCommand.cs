using System.CommandLine;
using System.Text;
using Gateway.Admin.ConfigFiles;

namespace Gateway.Commands;

/// <summary>
/// <c>Gateway config …</c>: the configuration of a running gateway as a file, by its API. Nothing of it opens a database or a
/// data folder, so it runs anywhere. The root of all commands stands here too.
/// </summary>
static class ConfigCommand
{
    const string TokenVariable = "GATEWAY_TOKEN";
    const string ServerVariable = "GATEWAY_SERVER";

    /// <param name="args">The whole command line.</param>
    /// <param name="output">Documents, plans and help.</param>
    /// <param name="error">Errors.</param>
    /// <param name="input">What <c>--file -</c> reads.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, Stream input, CancellationToken token)
    {
        var parsed = Root(output, error, input).Parse(args);
        // Usage on standard output is for who asked for it.
        if (parsed.Errors.Count > 0)
        {
            foreach (var each in parsed.Errors)
                await error.WriteLineAsync(each.Message);
            await error.WriteLineAsync($"Gateway {args.FirstOrDefault()} --help lists what there is.");
            return ExitCode.Refused;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, token);
    }

    static RootCommand Root(TextWriter output, TextWriter error, Stream input)
    {
        var server = new Option<Uri>("--server")
        {
            Description = $"Address of the admin listener; or {ServerVariable} in the environment.",
            DefaultValueFactory = _ => new Uri(Environment.GetEnvironmentVariable(ServerVariable) ?? "http://127.0.0.1:8082"),
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : Fail<Uri>(result, "--server must be an http or https address."),
            HelpName = "url",
            Recursive = true,
        };
        var secret = new Option<string?>("--token") { Description = $"An access token. Better in {TokenVariable}: a command line is seen by others.", HelpName = "token", Recursive = true };
        var tenant = new Option<string?>("--tenant") { Description = "The tenant that it is about; left out: all that the token sees.", HelpName = "id", Recursive = true };
        var file = new Option<string>("--file", "-f") { Description = "File to read, or with export to write; - is the standard stream.", HelpName = "path", DefaultValueFactory = _ => "-", Recursive = true };
        var format = new Option<ConfigFormat?>("--format") { Description = "json or yaml; left out: by the file's ending, json for a stream.", Recursive = true };
        var prune = new Option<bool>("--prune") { Description = "Also remove what the document does not name: of the kinds that it lists, in the tenants that it is about; never tenants and teams." };
        var message = new Option<string?>("--message", "-m") { Description = "A word for the history of versions.", HelpName = "text" };
        var detailed = new Option<bool>("--detailed-exit-code") { Description = "End with 2 when there are changes." };

        ConfigCall Call(ParseResult parsed) => new(
            parsed.GetValue(server)!, parsed.GetValue(secret) ?? Environment.GetEnvironmentVariable(TokenVariable), parsed.GetValue(tenant), output, error);
        ConfigFile File(ParseResult parsed) => new(parsed.GetValue(file)!, parsed.GetValue(format), input, output);

        var export = new Command("export", "Writes the configuration as one document: by kind, then tenant and id. It holds no secret.");
        export.SetAction((parsed, token) => GuardedAsync(error, () => Call(parsed).ExportAsync(File(parsed), token)));
        var validate = new Command("validate", "Checks a document against the running gateway and prints every error with its field and line.") { prune };
        validate.SetAction((parsed, token) => GuardedAsync(error, () => Call(parsed).ValidateAsync(File(parsed), parsed.GetValue(prune), token)));
        var plan = new Command("plan", "Shows what apply would change, and changes nothing.") { prune, detailed };
        plan.SetAction((parsed, token) => GuardedAsync(error, () => Call(parsed).PlanAsync(File(parsed), parsed.GetValue(prune), parsed.GetValue(detailed), token)));
        var apply = new Command("apply", "Applies a document as one version, whole or not at all, and shows what it changed.") { prune, message };
        apply.SetAction((parsed, token) => GuardedAsync(error, () => Call(parsed).ApplyAsync(File(parsed), parsed.GetValue(prune), parsed.GetValue(message), token)));
        var schema = new Command("schema", "Writes the JSON schema of the document, for editors; it asks no gateway.");
        schema.SetAction((parsed, token) => GuardedAsync(error, () => File(parsed).WriteAsync(ConfigSchema.Text, token)));

        return new RootCommand("""
            A reverse-proxy gateway with its analytics built in. Without a command it starts; every option is then a key of the
            configuration, such as --Gateway:Proxy:Urls=http://*:9080. --check-config and --check-database check and end.
            """)
        {
            new Command("config", """
                The configuration of a running gateway as a file. Exit codes: 0 done or nothing to do; 1 the document, the file or the command line was refused;
                2 plan --detailed-exit-code found changes; 3 the gateway could not be reached or answer, or the token does not suffice.
                """) { export, validate, plan, apply, schema, server, secret, tenant, file, format },
            ImportCommand.Make(output, error, input),
        };
    }

    static T? Fail<T>(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }

    /// <summary>What a file or the network refuses is told in a line, not as a stack.</summary>
    static async Task<int> GuardedAsync(TextWriter error, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception away) when (away is HttpRequestException or HttpIOException)
        {
            await error.WriteLineAsync($"The gateway cannot be reached: {away.Message}");
            return ExitCode.Unreachable;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            await error.WriteLineAsync(unread.Message);
            return ExitCode.Refused;
        }
        catch (TaskCanceledException late) when (late.InnerException is TimeoutException)
        {
            await error.WriteLineAsync("The gateway did not answer in time.");
            return ExitCode.Unreachable;
        }
    }
}
