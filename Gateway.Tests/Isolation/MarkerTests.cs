using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Analytics.Queries;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Isolation;

/// <summary>
/// Two tenants with a word of their own in every field: nobody of one hears the other's word, by whatever address, parameter, error
/// or header. What a caller sent itself and hears again does not count.
/// </summary>
public sealed partial class MarkerTests
{
    const string Nobody = "zqnobody";

    MarkerStand stand = null!;
    PresetCatalogue presets = null!;
    IReadOnlyList<(string Method, string Path)> endpoints = null!;

    static MarkedTenant One => MarkerStand.One;

    static MarkedTenant Two => MarkerStand.Two;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await MarkerStand.StartAsync();
        presets = Gateway.Services.GetRequiredService<PresetCatalogue>();
        endpoints = ApiEndpoints.Of(Gateway);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Nobody_hears_anything_of_another_tenant([Values] bool reverse)
    {
        var (own, other) = reverse ? (Two, One) : (One, Two);
        var probes = new Probes(own, other, endpoints, stand.Start).All(presets).ToList();
        Assert.That(probes, Has.Count.GreaterThan(300));
        var heard = await Task.WhenAll(MarkerStand.Roles.Select(role => TryAsync(stand.Callers[(own, role)].Token, role, probes, own, other)));
        Check(heard.SelectMany(each => each.Faults));

        var seen = heard[0].Text.ToString();
        Assert.That(own.Shown.Where(text => !seen.Contains(text, StringComparison.OrdinalIgnoreCase)), Is.Empty, "what the tenant's admin sees of the own");
    }

    [Test]
    public async Task A_call_for_one_tenant_shows_the_platforms_people_that_one_alone()
    {
        // What the caller is, is not about the tenant: /me names all tenants to whom sees all.
        var probes = new Probes(One, Two, endpoints, stand.Start);
        var tried = probes.Reads().Concat(probes.Questions(presets.Describe()))
            .Where(probe => probe.Tenant == One.Id && !probe.Address.StartsWith("me", StringComparison.Ordinal))
            .Select(probe => probe with { IsCompared = false })
            .ToList();
        var heard = await Task.WhenAll(new[] { "platformAdmin", "platformObserver" }.Select(async role =>
            await TryAsync((await ApiCaller.OfRoleAsync(Gateway, role)).Token, role, tried, One, Two)));
        Check(heard.SelectMany(each => each.Faults));
        Assert.That(heard[0].Text.ToString(), Does.Contain(One.Of(MarkedTenant.OtherTeam, "host-then")));
    }

    [Test]
    public async Task Why_a_node_refuses_a_configuration_is_told_to_the_platform_alone()
    {
        var (_, told) = await ApiCaller.Root(Gateway).SendAsync("GET", "nodes");
        Assert.That(told, Does.Contain(One.Of("route-id")).And.Contain(Two.Of("route-id")));
        foreach (var caller in new[] { stand.Callers[(One, "tenantAdmin")], ApiCaller.Root(Gateway).For(One.Id) })
        {
            var nodes = (await caller.GetAsync("nodes"))["items"]!.AsArray();
            var refusal = nodes.Single(node => node!["name"]!.GetValue<string>() == "refusing")!["refusal"]!.GetValue<string>();
            Assert.That(refusal, Is.Not.Empty.And.Not.Contains(One.Word).And.Not.Contains(Two.Word));
        }
    }

    [Test]
    public async Task A_key_of_another_tenant_is_as_unknown_as_no_key_at_all()
    {
        var foreign = await stand.ProxyAsync(One, Two.Secret);
        var unknown = await stand.ProxyAsync(One, Admin.Secrets.KeySecret.Create());
        Assert.That(foreign, Does.StartWith("401 ").And.Not.Contains(Two.Word).And.Not.Contains(One.Word));
        Assert.That(Timeless(foreign), Is.EqualTo(Timeless(unknown)));
        await Gateway.DrainedAsync();
        foreach (var tenant in new[] { One, Two })
        {
            var asked = await stand.Callers[(tenant, "tenantAdmin")].PostAsync(
                "query", new { queries = new[] { new { @ref = "a", measures = new[] { "requests" }, split = "key" } }, range = new { from = "now-10m", to = "now+1m" } }, 200);
            Assert.That(asked.ToJsonString(), Does.Not.Contain((tenant == One ? Two : One).Word).And.Not.Contains(tenant.Of(MarkedTenant.Team, "key-id")));
        }
    }

    [Test]
    public async Task The_metrics_name_ids_of_the_configuration_alone()
    {
        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri(Gateway.Metrics, "/metrics"));
        // Ids of tenants, routes, clusters and destinations are what they are for; the listener is the platform's own.
        metrics = IdLabels().Replace(metrics, "");
        Assert.That(metrics, Does.Contain("gateway_keys").And.Not.Contains(One.Word).And.Not.Contains(Two.Word).And.Not.Contains(MarkedTenant.Team));
    }

    async Task<(List<string> Faults, StringBuilder Text)> TryAsync(string token, string role, IReadOnlyList<Probe> probes, MarkedTenant own, MarkedTenant other)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Gateway.Api.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var faults = new List<string>();
        var everything = new StringBuilder();
        foreach (var probe in probes)
        {
            var (status, text) = await SendAsync(client, probe);
            everything.Append(text);
            if (status is >= 500 or 405 or 415 || text.Contains("The API has no such address", StringComparison.Ordinal))
                faults.Add($"{role}: {probe} → {status}");
            // A picker finds whom a team could take in, wherever they are now.
            var isOfTeams = role.StartsWith("team", StringComparison.Ordinal) && !probe.Address.Contains("/candidates", StringComparison.Ordinal);
            string[] hidden = [.. other.Markers, .. isOfTeams ? new[] { MarkedTenant.OtherTeam } : []];
            var rest = probe.WithoutEcho(text, other.Word, MarkedTenant.OtherTeam);
            foreach (var marker in hidden.Where(marker => rest.Contains(marker, StringComparison.OrdinalIgnoreCase)))
                faults.Add($"{role}: {probe} → {status} …{Around(rest, marker)}…");
            if (!probe.IsCompared)
                continue;
            var twin = probe.Renamed(other.Word, Nobody);
            var (_, twinText) = await SendAsync(client, twin);
            if (Timeless(twin.WithoutEcho(twinText, Nobody)) is var same && Timeless(probe.WithoutEcho(text, other.Word)) is var heard && same != heard)
                faults.Add($"{role}: {probe} → differs from what nobody has:\n{heard}\n{same}");
        }

        return (faults, everything);
    }

    static async Task<(int Status, string Text)> SendAsync(HttpClient client, Probe probe)
    {
        using var request = new HttpRequestMessage(new HttpMethod(probe.Method), probe.Address);
        if (probe.Tenant is not null)
            request.Headers.Add("X-Tenant", probe.Tenant);
        if (probe.Header is { } header)
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        if (probe.Body is not null)
            request.Content = new StringContent(probe.Body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        // A cursor that is base64 could carry a name.
        var cursors = Next().Matches(body).Select(match => Plain(match.Groups[1].Value));
        return ((int)answer.StatusCode, $"{(int)answer.StatusCode} {answer.Headers}{answer.Content.Headers}{body}{string.Concat(cursors)}");
    }

    static string Plain(string cursor)
    {
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : cursor;
    }

    static void Check(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.That(all, Is.Empty, $"{all.Count} answers:\n{string.Join('\n', all.Take(40))}");
    }

    static string Around(string text, string marker)
    {
        var at = text.IndexOf(marker, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)];
    }

    // Without what differs between any two answers.
    static string Timeless(string text) => Moving().Replace(text, "");

    [GeneratedRegex("\"next\":\"([A-Za-z0-9+/=]+)\"")]
    private static partial Regex Next();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"|Date: [^\n]*|Content-Length: [^\n]*")]
    private static partial Regex Moving();

    [GeneratedRegex("(tenant|route|cluster|destination)=\"[^\"]*\"")]
    private static partial Regex IdLabels();
}
