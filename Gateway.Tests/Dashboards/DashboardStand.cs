using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Tests.Access;
using Gateway.Tests.Support;

namespace Gateway.Tests.Dashboards;

/// <summary>A gateway with the tenants acme (with the teams shop and web) and other, and people of each role.</summary>
sealed class DashboardStand : IAsyncDisposable
{
    readonly TestStand stand;

    DashboardStand(TestStand stand) => this.stand = stand;

    public TestGateway Gateway => stand.Gateway;

    public ApiCaller Root => ApiCaller.Root(Gateway).For("acme");

    public required ApiCaller Admin { get; init; }

    public required ApiCaller Editor { get; init; }

    public required ApiCaller Viewer { get; init; }

    /// <summary>Administers shop.</summary>
    public required ApiCaller Lead { get; init; }

    /// <summary>Looks at shop.</summary>
    public required ApiCaller Member { get; init; }

    /// <summary>Administers the tenant other.</summary>
    public required ApiCaller Foreign { get; init; }

    public static async Task<DashboardStand> StartAsync()
    {
        var stand = await TestStand.StartAsync();
        var gateway = stand.Gateway;
        await gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "other", name = "Other" } },
            teams = new[] { new { id = "web", tenant = "acme", name = "Web" } },
        });
        return new DashboardStand(stand)
        {
            Admin = await People.AddAsync(gateway, "acme", "admin", [People.Grant(Role.TenantAdmin, "acme")]),
            Editor = await People.AddAsync(gateway, "acme", "editor", [People.Grant(Role.TenantEditor, "acme")]),
            Viewer = await People.AddAsync(gateway, "acme", "viewer", [People.Grant(Role.TenantViewer, "acme")]),
            Lead = await People.AddAsync(gateway, "acme", "lead", [People.Grant(Role.TeamAdmin, "acme", "shop")]),
            Member = await People.AddAsync(gateway, "acme", "member", [People.Grant(Role.TeamViewer, "acme", "shop")]),
            Foreign = await People.AddAsync(gateway, "other", "foreign", [People.Grant(Role.TenantAdmin, "other")]),
        };
    }

    /// <summary>Calls with an If-Match; answers the status, the problem or document, and the new ETag.</summary>
    public async Task<(int Status, JsonNode? Answer, string? Tag)> SendAsync(ApiCaller caller, string method, string address, object? body = null, string? tag = null, string tenant = "acme")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token);
        request.Headers.Add("X-Tenant", tenant);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        using var answer = await Gateway.Api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Headers.ETag?.Tag);
    }

    /// <summary>Ids in the caller's list.</summary>
    public static async Task<string[]> IdsAsync(ApiCaller caller, string query = "") =>
        [.. (await caller.GetAsync($"dashboards{query}"))["items"]!.AsArray().Select(each => each!["id"]!.GetValue<string>())];

    /// <summary>A small dashboard.</summary>
    public static JsonObject Sample(string id, string title = "Mine") => JsonNode.Parse($$"""
        { "id": "{{id}}", "title": "{{title}}",
          "widgets": [ { "id": "w1", "type": "line", "title": "Requests", "x": 0, "y": 0, "w": 6, "h": 4, "query": { "measures": ["requests"], "split": "time" } } ] }
        """)!.AsObject();

    public static JsonObject With(JsonObject document, string field, JsonNode? value)
    {
        document[field] = value;
        return document;
    }

    public ValueTask DisposeAsync() => stand.DisposeAsync();
}
