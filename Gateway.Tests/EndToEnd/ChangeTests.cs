using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>Changes of the configuration while traffic flows.</summary>
public sealed class ChangeTests
{
    TestStand stand = null!;

    TestDatabase Database => stand.Database;

    TestGateway Gateway => stand.Gateway;

    [SetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
    }

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    [Category("Slow")]
    public async Task A_thousand_publishes_under_load_fail_no_request_and_reach_each_node_within_two_seconds()
    {
        await using var other = await TestGateway.StartAsync(Database.ConnectionString, null, $"Gateway:SecretFile={Path.Combine(Gateway.Folder, "secret")}");
        await other.ReadyAsync();
        // Two nodes, their upstream and their callers share the machine: the load is there to meet every version.
        var pause = TimeSpan.FromMilliseconds(10);
        using var load = new Load(Gateway.Client, "/open/x") { Pause = pause };
        using var otherLoad = new Load(other.Client, "/open/x") { Pause = pause };
        load.Start(workers: 2);
        otherLoad.Start(workers: 2);
        using var arrivals = new Arrivals(Gateway, other);
        for (var i = 1; i <= 1000; i++)
        {
            using var put = await Gateway.Api.PutAsJsonAsync("config", ChangeNumber(i));
            Assert.That(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
            arrivals.Published(i + 1);
        }

        await Gateway.ServesAsync(1001);
        await other.ServesAsync(1001);
        var slowest = await arrivals.SlowestAsync();
        await Task.WhenAll(load.StopAsync(), otherLoad.StopAsync());

        Assert.That(slowest, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(load.Failures.Concat(otherLoad.Failures), Is.Empty);
        Assert.That(Math.Min(load.Sent, otherLoad.Sent), Is.GreaterThan(200));
        using var newest = await other.Client.GetAsync("/change-1000/x");
        using var before = await other.Client.GetAsync("/change-999/x");
        Assert.That(((int)newest.StatusCode, (int)before.StatusCode), Is.EqualTo((200, 404)));
    }

    [Test]
    public async Task A_version_that_a_node_cannot_take_changes_nothing_and_says_why_in_registry_and_audit()
    {
        // Not by the API, which would refuse it: a row that somebody changed by hand, or that another version of the gateway took.
        await using var administrator = new NpgsqlConnection(Database.AdministratorConnectionString);
        await administrator.OpenAsync();
        await SpoilAsync("{unclosed", "/open/{**rest}");
        await Eventually.HoldsAsync(async () => (await NodeAsync())["refusal"]?.GetValue<string>().Contains("acme/open", StringComparison.Ordinal) == true, "the node says why");
        Assert.That((await NodeAsync())["appliedVersion"]!.GetValue<int>(), Is.EqualTo(1));
        var entry = (await Gateway.GetAsync("audit?action=refuse"))["items"]![0]!;
        Assert.That((entry["collection"]!.GetValue<string>(), entry["id"]!.GetValue<string>()), Is.EqualTo(("versions", "2")));
        Assert.That(entry["after"]!["refusal"]!.GetValue<string>(), Does.Contain("acme/open"));
        Assert.That((await NodeAsync())["health"]!["faults"]!.AsArray().Single(fault => fault!["stage"]!.GetValue<string>() == "configuration")!["error"]!.GetValue<string>(), Does.Contain("acme/open"));
        using (var metrics = new HttpClient())
            Assert.That(await metrics.GetStringAsync(new Uri(Gateway.Metrics, "/metrics")), Does.Contain("gateway_config_refused 1"));
        using (var served = await Gateway.Client.GetAsync("/open/x"))
            Assert.That((int)served.StatusCode, Is.EqualTo(200), "the version before goes on");

        await SpoilAsync("/open/{**rest}", "{unclosed");
        await Eventually.HoldsAsync(async () => await NodeAsync() is var node && node["refusal"] is null && node["appliedVersion"]!.GetValue<int>() == 3, "the next one is taken");

        async Task SpoilAsync(string path, string before)
        {
            await using var spoil = new NpgsqlCommand("""
                with one as (update gateway.states set revision = revision + 1, config_version = config_version + 1 returning revision)
                update gateway.routes set definition = replace(definition, $2, $1), revision = one.revision from one where id = 'open'
                """, administrator);
            spoil.Parameters.AddWithValue(path);
            spoil.Parameters.AddWithValue(before);
            Assert.That(await spoil.ExecuteNonQueryAsync(), Is.EqualTo(1));
        }

        async Task<JsonNode> NodeAsync() => (await Gateway.GetAsync("nodes"))["items"]![0]!;
    }

    [Test]
    public async Task An_invalid_change_is_refused_with_every_error_and_the_next_valid_one_applies()
    {
        using var load = new Load(Gateway.Client, "/open/x");
        load.Start(workers: 2);
        using var refused = await Gateway.Api.PutAsJsonAsync("config", new
        {
            clusters = new[] { new { id = "UPPER", tenant = "acme", destinations = new[] { new { id = "a", address = "ftp://x" } } } },
            routes = new object[]
            {
                new { id = "one", tenant = "acme", cluster = "missing", match = new { path = "/{unclosed" } },
                new { id = "two", tenant = "acme", cluster = "main", match = new { path = "/x", methods = new[] { "FETCH" } }, transforms = new[] { new { NoSuchTransform = "1" } } },
            },
        });
        var errors = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(error => error.Key).ToList();
        Assert.That((int)refused.StatusCode, Is.EqualTo(422));
        Assert.That(errors, Is.EquivalentTo(new[]
        {
            "clusters[0].id", "clusters[0].destinations[0].address",
            "routes[0].cluster", "routes[0].match.path", "routes[1].match.methods[0]", "routes[1].transforms[0]",
        }));

        await Gateway.ApplyAsync(ChangeNumber(1));
        using var answer = await Gateway.Client.GetAsync("/change-1/x");
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        await load.StopAsync();
        Assert.That(load.Failures, Is.Empty);
    }

    [Test]
    public async Task With_notices_cut_a_change_still_arrives_within_two_seconds()
    {
        await using var administrator = new NpgsqlConnection(Database.AdministratorConnectionString);
        await administrator.OpenAsync();
        for (var i = 1; i <= 3; i++)
        {
            await using (var cut = new NpgsqlCommand(
                "select pg_terminate_backend(pid) from pg_stat_activity where query like '%listen gateway_config%' and pid <> pg_backend_pid()", administrator))
                await cut.ExecuteNonQueryAsync();
            using var put = await Gateway.Api.PutAsJsonAsync("config", ChangeNumber(i));
            Assert.That(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
            var since = Stopwatch.GetTimestamp();
            await Gateway.ServesAsync(i + 1);
            Assert.That(Stopwatch.GetElapsedTime(since), Is.LessThan(TimeSpan.FromSeconds(2)));
        }
    }

    [Test]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        using var dry = await Gateway.Api.PutAsJsonAsync("config?dryRun=true", ChangeNumber(1));
        var answer = JsonNode.Parse(await dry.Content.ReadAsStringAsync())!;
        Assert.That(answer["applied"]!.GetValue<bool>(), Is.False);
        Assert.That(answer["changes"]![0]!["id"]!.GetValue<string>(), Is.EqualTo("change"));
        Assert.That((await Gateway.GetAsync("nodes"))["configVersion"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_export_applied_again_changes_nothing()
    {
        var export = await Gateway.GetAsync("config");
        using var again = await Gateway.Api.PutAsJsonAsync("config", export);
        var answer = JsonNode.Parse(await again.Content.ReadAsStringAsync())!;
        Assert.That(answer["changes"]?.AsArray(), Is.Empty, answer.ToJsonString());
    }

    [Test]
    public async Task A_stale_write_is_refused_and_a_fresh_one_taken()
    {
        using var read = await Gateway.Api.GetAsync("routes/open");
        var tag = read.Headers.ETag!;
        Assert.That(await PatchAsync(tag.Tag, 5), Is.EqualTo(200));
        Assert.That(await PatchAsync(tag.Tag, 6), Is.EqualTo(412));
        Assert.That((await Gateway.GetAsync("routes/open"))["order"]!.GetValue<int>(), Is.EqualTo(5));
    }

    [Test]
    public async Task What_is_still_used_cannot_be_removed()
    {
        using var used = await Gateway.Api.DeleteAsync("clusters/main");
        Assert.That((int)used.StatusCode, Is.EqualTo(409));
        foreach (var address in new[] { "routes/open", "routes/orders", "clusters/main" })
        {
            using var removed = await Gateway.Api.DeleteAsync(address);
            Assert.That((int)removed.StatusCode, Is.EqualTo(204), address);
        }

        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await Gateway.Client.GetAsync("/open/x");
            return (int)answer.StatusCode == 404;
        }, "the route is gone");
    }

    async Task<int> PatchAsync(string tag, int order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "routes/open") { Content = JsonContent.Create(new { order }) };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await Gateway.Api.SendAsync(request);
        return (int)answer.StatusCode;
    }

    static object ChangeNumber(int number) => new
    {
        routes = new[] { new { id = "change", tenant = "acme", cluster = "main", order = number, match = new { path = $"/change-{number}/{{**rest}}" } } },
    };
}
