using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.SignIn;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Certificates;

/// <summary>https on the edge with certificates from the admin area: one gateway for all, names of their own for each test.</summary>
public sealed class CertificateTests
{
    const string Urls = "Gateway:Proxy:Urls=http://127.0.0.1:0;https://127.0.0.1:0";

    TestServer server = null!;
    TestDatabase database = null!;
    FakeUpstream upstream = null!;
    TestGateway gateway = null!;
    ApiCaller root = null!;
    TestFolder secret = null!;
    readonly RecordedLog log = new();

    string Logged => string.Join('\n', log.Lines);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        secret = new TestFolder();
        server = await TestServer.StartOwnAsync();
        database = await server.CreateDatabaseAsync(migrate: false);
        upstream = await FakeUpstream.StartAsync();
        gateway = await StartGatewayAsync(null);
        await gateway.ApplyAsync(Sample.Config(upstream.Address));
        await gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "other", name = "Other" } },
            routes = new[] { new { id = "hosted", tenant = "acme", cluster = "main", match = new { hosts = new[] { "api.sni.example" }, path = "/hosted" } } },
        });
        root = ApiCaller.Root(gateway);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await gateway.DisposeAsync();
        await upstream.DisposeAsync();
        await database.DisposeAsync();
        await server.DisposeAsync();
        secret.Dispose();
    }

    [Test]
    public async Task Without_a_certificate_the_client_is_told_so()
    {
        await Eventually.HoldsAsync(
            async () => (await TestCertificate.ShownAsync(gateway.Https!, "nobody.example")).Subject.Contains("no certificate for this name", StringComparison.Ordinal), "no default is left of another test");
        using var client = TestCertificate.Client(gateway.Https!);
        using var answer = await client.GetAsync($"https://nobody.example:{gateway.Https!.Port}/open/x");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MisdirectedRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("no certificate for nobody.example"));
        using var plain = await gateway.Client.GetAsync("/open/x");
        Assert.That((int)plain.StatusCode, Is.EqualTo(200), "http goes on beside it");
    }

    [Test]
    public async Task The_name_that_is_asked_for_chooses_the_exact_one_then_the_wildcard_then_the_later_end_then_the_default()
    {
        var (exact, wide, later, fallback) = (
            TestCertificate.Make(["api.sni.example"], 30, null), TestCertificate.For("*.sni.example"), TestCertificate.Make(["api.sni.example"], 60, null), TestCertificate.Make([], 90, 2048));
        await UploadAsync("exact", exact);
        await UploadAsync("wide", wide);
        await ShowsAsync("api.sni.example", exact);
        await ShowsAsync("API.sni.example", exact);
        await ShowsAsync("www.sni.example", wide);
        await UploadAsync("later", later);
        await ShowsAsync("api.sni.example", later);
        var uses = await root.GetAsync("certificates/later/uses");
        Assert.That(uses["names"]![0]!["coveredBy"]!.GetValue<string>(), Is.EqualTo("exact"));
        Assert.That(uses["names"]![0]!["routes"]![0]!.GetValue<string>(), Is.EqualTo("hosted"));
        var everyones = TestCertificate.For("*.sni.example");
        await root.PostAsync("certificates", new { id = "everyones", pem = everyones.Pem, key = everyones.Key });
        Assert.That((await root.GetAsync("certificates/everyones/uses"))["names"]![0]!["routes"]![0]!.GetValue<string>(), Is.EqualTo("hosted"), "the platform's answers for every tenant's");
        Assert.That(await root.StatusAsync("DELETE", "certificates/everyones"), Is.EqualTo(204));
        Assert.That((await root.GetAsync("certificates/later"))["answersFor"]!.AsArray().Select(name => name!.GetValue<string>()), Is.EqualTo(new[] { "api.sni.example" }));
        Assert.That((await root.GetAsync("certificates/exact"))["answersFor"]!.AsArray(), Is.Empty);

        await root.PostAsync("certificates", new { id = "fallback", pfx = fallback.Pfx("x"), password = "x", @default = true });
        await ShowsAsync("unknown.example", fallback);
        await ShowsAsync("", fallback);
        Assert.That(await root.StatusAsync("DELETE", "certificates/later"), Is.EqualTo(204));
        await ShowsAsync("api.sni.example", exact);
        Assert.That(await root.StatusAsync("DELETE", "certificates/fallback"), Is.EqualTo(204));
        using var client = TestCertificate.Client(gateway.Https!);
        Assert.That(await client.GetStringAsync($"https://api.sni.example:{gateway.Https!.Port}/open/x"), Is.EqualTo("hello"));
    }

    [Test]
    public async Task Exchanged_under_load_it_fails_no_request_and_cuts_no_connection()
    {
        var (old, next) = (TestCertificate.For("swap.example"), TestCertificate.For("swap.example"));
        await UploadAsync("swap", old);
        await ShowsAsync("swap.example", old);
        var address = $"https://swap.example:{gateway.Https!.Port}/open/x";
        using var kept = TestCertificate.Client(gateway.Https);
        (kept.DefaultRequestVersion, kept.DefaultVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        using var first = await kept.GetAsync(address);
        using var fresh = TestCertificate.Client(gateway.Https, keepsConnections: false);
        using var stop = new CancellationTokenSource();
        var statuses = new List<int>();
        var load = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var answer = await fresh.GetAsync(address);
                statuses.Add((int)answer.StatusCode);
            }
        });
        await root.JsonAsync("PUT", "certificates/swap", new { id = "swap", tenant = "acme", pem = next.Pem, key = next.Key }, 200);
        await ShowsAsync("swap.example", next);
        await stop.CancelAsync();
        await load;
        using var again = await kept.GetAsync(address);
        Assert.That(((int)first.StatusCode, (int)again.StatusCode), Is.EqualTo((200, 200)), "the connection from before goes on");
        Assert.That(statuses, Is.All.EqualTo(200));
    }

    [Test]
    public async Task Files_of_the_server_are_read_again_when_they_change_and_a_broken_one_takes_nothing_away()
    {
        using var folder = new TestFolder();
        var (old, next) = (TestCertificate.For("files.example"), TestCertificate.For("files.example"));
        Write(old);
        await root.PostAsync("certificates", new { id = "watched", tenant = "acme", files = new { certificate = folder["tls.crt"], privateKey = folder["tls.key"] } });
        await ShowsAsync("files.example", old);
        File.WriteAllText(folder["tls.crt"], "half of it");
        await Eventually.HoldsAsync(async () => (await root.GetAsync("certificates/watched"))["state"]!.GetValue<string>() == "failing", "the page says that the file is broken");
        await ShowsAsync("files.example", old);
        Write(next);
        await ShowsAsync("files.example", next);
        Assert.That((await root.GetAsync("certificates/watched"))["trouble"], Is.Null);

        void Write(TestCertificate certificate)
        {
            File.WriteAllText(folder["tls.key"], certificate.Key);
            File.WriteAllText(folder["tls.crt"], certificate.Pem);
        }
    }

    [Test]
    public async Task A_tenant_takes_no_host_of_another_no_file_of_the_server_and_no_default()
    {
        var editor = await ApiCaller.OfRoleAsync(gateway, "tenantEditor", "other");
        await UploadAsync("acmes", TestCertificate.For("*.acme.example"));
        var mine = TestCertificate.For("api.acme.example", "api.other.example");
        var errors = await editor.RefusedAsync("POST", "certificates", new { id = "mine", pem = mine.Pem, key = mine.Key });
        Assert.That(errors["pem"]![0]!.GetValue<string>(), Does.Contain("another tenant").And.Contain("api.acme.example").And.Not.Contain("api.other.example"));
        errors = await editor.RefusedAsync("POST", "certificates", new { id = "mine", files = new { certificate = "/etc/hostname" }, @default = true });
        Assert.That(errors.Select(error => error.Key), Is.SupersetOf(new[] { "files", "default" }));
        Assert.That(await editor.StatusAsync("GET", "certificates/acmes"), Is.EqualTo(404));
        await root.PostAsync("certificates", new { id = "theirs", tenant = "other", pem = mine.Pem, key = mine.Key });
        await ShowsAsync("api.acme.example", mine);
    }

    [Test]
    public async Task One_that_has_ended_or_names_no_host_is_refused()
    {
        var (ended, nameless) = (TestCertificate.Make(["ended.example"], -1, null), TestCertificate.For());
        Assert.That((await root.RefusedAsync("POST", "certificates", new { id = "x", tenant = "acme", pem = ended.Pem, key = ended.Key }))["pem"]![0]!.GetValue<string>(), Does.StartWith("ended on"));
        Assert.That((await root.RefusedAsync("POST", "certificates", new { id = "x", tenant = "acme", pem = nameless.Pem, key = nameless.Key }))["pem"]![0]!.GetValue<string>(), Does.Contain("names no host"));
        Assert.That((await root.RefusedAsync("POST", "certificates", new { id = "x", tenant = "acme" }))["pem"]![0]!.GetValue<string>(), Does.Contain("is required"));
        var soon = TestCertificate.Make(["soon.example"], 5, null);
        await UploadAsync("soon", soon);
        await ShowsAsync("soon.example", soon);
        Assert.That((await root.GetAsync("certificates/soon"))["state"]!.GetValue<string>(), Is.EqualTo("expiring"));
        await Eventually.HoldsAsync(() => Logged.Contains("acme/soon", StringComparison.Ordinal), "the log warns of it");
    }

    [Test]
    public async Task A_node_serves_it_from_the_snapshot_and_its_key_lies_nowhere()
    {
        var certificate = TestCertificate.For("kept.example");
        await UploadAsync("kept", certificate);
        await root.JsonAsync("PATCH", "certificates/kept", new { @default = true }, 200);
        await ShowsAsync("kept.example", certificate);
        var snapshot = Path.Combine(gateway.Folder, "snapshot", "config.json");
        await Eventually.HoldsAsync(() => File.Exists(snapshot) && JsonNode.Parse(File.ReadAllText(snapshot))!["certificates"]!.AsArray().Any(one => one!["id"]!.GetValue<string>() == "kept" && one["isDefault"]!.GetValue<bool>()), "it is in the snapshot");
        var everything = string.Join('\n', await DatabaseAsync(), File.ReadAllText(snapshot), Logged, (await gateway.GetAsync("config")).ToJsonString(), (await gateway.GetAsync("certificates")).ToJsonString(), (await gateway.GetAsync("audit")).ToJsonString());
        Assert.That(everything, Does.Contain("kept.example"));
        foreach (var mark in certificate.KeyMarks)
            Assert.That(everything, Does.Not.Contain(mark));

        var folder = gateway.Folder;
        await gateway.StopAsync();
        await server.StopAsync();
        var second = await StartGatewayAsync(folder);
        await using (second)
        {
            await second.ServingAsync();
            Assert.That((await TestCertificate.ShownAsync(second.Https!, "kept.example")).Thumbprint, Is.EqualTo(certificate.Thumbprint));
        }

        await server.StartAsync();
        gateway = await StartGatewayAsync(null);
        root = ApiCaller.Root(gateway);
        await gateway.ReadyAsync();
        Assert.That(await root.StatusAsync("DELETE", "certificates/kept"), Is.EqualTo(204));
    }

    Task<TestGateway> StartGatewayAsync(string? folder) => TestGateway.StartWithAsync(
        services => services.AddSingleton<ILoggerProvider>(log), database.ConnectionString, folder, Urls, $"Gateway:SecretFile={secret["secret"]}");

    Task<JsonNode> UploadAsync(string id, TestCertificate certificate) =>
        root.PostAsync("certificates", new { id, tenant = "acme", pem = certificate.Pem, key = certificate.Key });

    Task ShowsAsync(string name, TestCertificate certificate) => Eventually.HoldsAsync(
        async () => (await TestCertificate.ShownAsync(gateway.Https!, name)).Thumbprint == certificate.Thumbprint, $"'{name}' is answered with it");

    async Task<string> DatabaseAsync()
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select string_agg(query_to_xml(format('select * from %I.%I', table_schema, table_name), true, false, '')::text, '')
            from information_schema.tables
            where table_schema = 'gateway' and table_type = 'BASE TABLE'
            """, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
