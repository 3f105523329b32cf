using System.Text;
using Gateway.Commands;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.ConfigFiles;

/// <summary>The command line against a running gateway, as a pipeline would call it.</summary>
public sealed class ConfigCommandTests
{
    const string Document = """
        groups:
        - id: gold
          name: Gold
        clusters:
        - id: main
          destinations:
          - id: a
            address: http://127.0.0.1:9000
        routes:
        - id: orders
          cluster: main
          match:
            path: /command-orders
        """;

    readonly TestFolder folder = new();

    string YamlFile => Path.Combine(folder.Path, "config.yaml");

    [OneTimeSetUp]
    public Task MakeTenantAsync() => ConfigStand.PutAsync("config", null, """{ "tenants": [{ "id": "command", "name": "Command" }] }""");

    [OneTimeTearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task From_a_file_to_the_gateway_and_back()
    {
        await File.WriteAllTextAsync(YamlFile, Document);
        Assert.That((await RunAsync("validate", "-f", YamlFile)).Code, Is.EqualTo(0));
        var plan = await RunAsync("plan", "--file", YamlFile, "--detailed-exit-code");
        Assert.That(plan.Code, Is.EqualTo(2), plan.Error);
        Assert.That(plan.Output, Does.Contain("+ groups/gold (command)").And.Contain("    + match.path: \"/command-orders\"").And.EndWith("Plan: 3 new, 0 changed, 0 removed.\n"));
        var applied = await RunAsync("apply", "-f", YamlFile, "-m", "From the pipeline");
        Assert.That(applied.Code, Is.EqualTo(0), applied.Error);
        Assert.That(applied.Output, Does.Contain("Applied: 3 new, 0 changed, 0 removed. Version "));
        Assert.That(await RunAsync("plan", "-f", YamlFile, "--prune", "--detailed-exit-code"), Is.EqualTo((0, "Nothing to do.\n", "")));

        await File.WriteAllTextAsync(YamlFile, Document
            .Replace("http://127.0.0.1:9000", "http://127.0.0.1:9001\n  - id: b\n    address: http://127.0.0.1:9002", StringComparison.Ordinal)
            .Replace("groups:\n- id: gold\n  name: Gold", "groups: []", StringComparison.Ordinal));
        plan = await RunAsync("plan", "-f", YamlFile, "--prune");
        Assert.That(plan.Code, Is.EqualTo(0), "without --detailed-exit-code changes are no failure");
        Assert.That(plan.Output, Does.Contain("~ clusters/main (command)\n").And.Contain("    ~ destinations[a].address: \"http://127.0.0.1:9000\" -> \"http://127.0.0.1:9001\"\n")
            .And.Contain("    + destinations[b].address: \"http://127.0.0.1:9002\"\n").And.Contain("- groups/gold (command)\n").And.EndWith("Plan: 0 new, 1 changed, 1 removed.\n"));
        Assert.That((await RunAsync("apply", "-f", YamlFile, "--prune")).Code, Is.EqualTo(0));

        var json = Path.Combine(folder.Path, "config.json");
        Assert.That((await RunAsync("export", "-f", json)).Code, Is.EqualTo(0));
        Assert.That(await File.ReadAllTextAsync(json), Does.StartWith("{\n  \"tenants\": [\n").And.Not.Contain("gold"));
        Assert.That(await RunAsync("plan", "-f", json, "--prune", "--detailed-exit-code"), Is.EqualTo((0, "Nothing to do.\n", "")));
        var stream = await RunAsync("export", "--format", "yaml");
        Assert.That(stream.Output, Does.StartWith("tenants:\n- id: command\n"));
        Assert.That(await RunWithAsync(stream.Output, "plan", "--format", "yaml", "--detailed-exit-code"), Is.EqualTo((0, "Nothing to do.\n", "")));
    }

    [TestCase("yaml", "routes:\n- id: bad\n  cluster: none\n  match:\n    path: /{\n- id: worse\n  typo: 1\n", "3:12: routes[0].cluster|5:11: routes[0].match.path|7:9: routes[1].typo|6:3: routes[1].match is required")]
    [TestCase("json", "{ \"routes\": [\n  { \"id\": \"bad\", \"cluster\": \"none\",\n    \"match\": { \"path\": \"/x\" },\n    \"order\": \"first\" } ] }", "4:14: routes[0].order")]
    [TestCase("yaml", "routes:\n- id: &a x\n", "line 2, column 7")]
    [TestCase("json", "{ \"routes\": ", "Not valid JSON")]
    public async Task What_is_refused_is_told_with_its_place_and_ends_with_1(string format, string text, string expected)
    {
        foreach (var command in new[] { "validate", "plan", "apply" })
        {
            var (code, output, error) = await RunWithAsync(text, command, "--format", format);
            Assert.That(code, Is.EqualTo(1), error);
            Assert.That(output, Is.Empty);
            foreach (var part in expected.Split('|'))
                Assert.That(error, Does.Contain(part));
        }
    }

    [Test]
    public async Task Who_is_not_let_in_or_finds_nobody_hears_it_and_ends_with_3()
    {
        var (code, _, error) = await RunAsync("export", "--token", "a-token-that-nobody-has-given-out");
        Assert.That((code, error), Is.EqualTo((3, "Sign in first. Sign in, or send an access token as Authorization: Bearer.\n")));
        (code, _, error) = await RunAsync("export", "--server", "http://127.0.0.1:1");
        Assert.That(code, Is.EqualTo(3));
        Assert.That(error, Does.StartWith("The gateway cannot be reached"));
    }

    [TestCase("export", "--format", "xml")]
    [TestCase("export", "--server", "gateway")]
    [TestCase("export", "--everything")]
    [TestCase("publish")]
    [TestCase]
    [TestCase("plan", "-f", "/no/such/file.json")]
    public async Task A_wrong_command_line_is_told_and_ends_with_1(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error, Is.Not.Empty.And.Not.Contain("   at "));
    }

    [Test]
    public async Task Help_tells_every_command_option_and_exit_code_and_the_schema_needs_no_gateway()
    {
        var help = (await PlainAsync(null, "config", "--help")).Output + (await PlainAsync(null, "config", "plan", "--help")).Output + (await PlainAsync(null, "config", "apply", "--help")).Output;
        foreach (var word in new[] { "export", "validate", "plan", "apply", "schema", "--server", "--token", "GATEWAY_TOKEN", "--tenant", "--file", "--format", "--prune", "--message", "--detailed-exit-code", "Exit codes: 0" })
            Assert.That(help, Does.Contain(word));
        Assert.That((await PlainAsync(null, "--help")).Output, Does.Contain("config").And.Contain("--check-config"));
        Assert.That((await PlainAsync(null, "config", "schema", "--server", "http://127.0.0.1:1")).Output, Is.EqualTo(Gateway.Admin.ConfigFiles.ConfigSchema.Text));
    }

    static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunWithAsync(null, args);

    static Task<(int Code, string Output, string Error)> RunWithAsync(string? input, params string[] args)
    {
        string[] all = ["config", .. args];
        if (!args.Contains("--server"))
            all = [.. all, "--server", ConfigStand.Gateway.Admin.ToString()];
        if (!args.Contains("--token"))
            all = [.. all, "--token", TestGateway.Token];
        return PlainAsync(input, [.. all, "--tenant", "command"]);
    }

    static async Task<(int Code, string Output, string Error)> PlainAsync(string? input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input ?? ""));
        var code = await ConfigCommand.RunAsync(args, output, error, stream, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
