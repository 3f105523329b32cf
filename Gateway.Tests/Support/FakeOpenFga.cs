using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>
/// OpenFGA's HTTP API over one fixed model, with its own error codes. It can be away, slow or out of order.
/// <code>
/// type platform   define admin: [user]      define observer: [user] or admin
/// type tenant     define admin: [user]      define editor: [user] or admin     define viewer: [user] or editor
/// type team       define tenant: [tenant]   define admin: [user] or admin from tenant   define viewer: [user] or admin or viewer from tenant
/// </code>
/// </summary>
sealed class FakeOpenFga : IAsyncDisposable
{
    public const string StoreId = "01JD0000000000000000000STR";
    public const string ModelId = "01JD0000000000000000000MDL";
    public const string Key = "pre-shared-key";

    static readonly Dictionary<string, string[]> Model = new()
    {
        ["platform"] = ["admin", "observer"],
        ["tenant"] = ["admin", "editor", "viewer"],
        ["team"] = ["tenant", "admin", "viewer"],
    };

    readonly WebApplication app;
    readonly ConcurrentDictionary<(string User, string Relation, string Object), bool> tuples = new();
    int asked;

    FakeOpenFga(WebApplication app) => this.app = app;

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Connections are cut while it is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>When set, no answer is given before it is over.</summary>
    public Task? Gate { get; set; }

    /// <summary>When set, every question is answered with this status and code.</summary>
    public (int Status, string Code)? Fault { get; set; }

    /// <summary>Questions so far.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>Options that ask it, as configuration: relations of all three levels are mapped.</summary>
    public string[] Settings =>
    [
        $"Gateway:Relations:OpenFga:ApiUrl={Address}",
        $"Gateway:Relations:OpenFga:StoreId={StoreId}",
        $"Gateway:Relations:OpenFga:AuthorizationModelId={ModelId}",
        $"Gateway:Relations:OpenFga:Token={Key}",
        "Gateway:Relations:OpenFga:Platform:observer=platformObserver",
        "Gateway:Relations:OpenFga:Tenants:admin=tenantAdmin",
        "Gateway:Relations:OpenFga:Tenants:viewer=tenantViewer",
        "Gateway:Relations:OpenFga:Teams:admin=teamAdmin",
        "Gateway:Relations:OpenFga:Teams:viewer=teamViewer",
    ];

    public static async Task<FakeOpenFga> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var fake = new FakeOpenFga(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    public void Write(string user, string relation, string target) => tuples[(user, relation, target)] = true;

    public void Delete(string user, string relation, string target) => tuples.TryRemove((user, relation, target), out _);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref asked);
        if (IsAway)
        {
            http.Abort();
            return;
        }

        if (Gate is { } gate)
            await gate.WaitAsync(http.RequestAborted);
        var (status, answer) = await AnswerToAsync(http);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    async Task<(int Status, JsonObject Answer)> AnswerToAsync(HttpContext http)
    {
        if (Fault is { } fault)
            return Error(fault.Status, fault.Code, "as the test wants it");
        var authorization = http.Request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
            return Error(401, "bearer_token_missing", "missing bearer token");
        if (authorization != $"Bearer {Key}")
            return Error(401, "unauthenticated", "unauthenticated");
        if (http.Request.Method != "POST" || http.Request.Path.Value?.Split('/') is not ["", "stores", var store, var method] || method is not ("check" or "list-objects"))
            return Error(404, "undefined_endpoint", "Endpoint not enabled");
        if (store != StoreId)
            return Error(404, "store_id_not_found", "Store ID not found");

        JsonObject body;
        try
        {
            body = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
        }
        catch (JsonException)
        {
            return Error(400, "validation_error", "invalid body");
        }

        if (Text(body, "authorization_model_id") is { } model && model != ModelId)
            return Error(400, "authorization_model_not_found", $"Authorization Model '{model}' not found");
        return method == "check" ? Check(body["tuple_key"] as JsonObject) : List(body);
    }

    (int Status, JsonObject Answer) Check(JsonObject? key)
    {
        var (user, relation, target) = (Text(key, "user"), Text(key, "relation"), Text(key, "object"));
        if (target?.Split(':') is not [var type, _])
            return Error(400, "validation_error", "invalid 'object' field format");
        return Wrong(type, relation, user) ?? (200, new JsonObject { ["allowed"] = Holds(user!, relation!, target), ["resolution"] = "" });
    }

    (int Status, JsonObject Answer) List(JsonObject body)
    {
        var (user, relation, type) = (Text(body, "user"), Text(body, "relation"), Text(body, "type"));
        if (Wrong(type, relation, user) is { } wrong)
            return wrong;
        var objects = tuples.Keys.SelectMany(tuple => new[] { tuple.Object, tuple.User })
            .Where(each => each.StartsWith(type + ":", StringComparison.Ordinal))
            .Distinct()
            .Where(each => Holds(user!, relation!, each));
        return (200, new JsonObject { ["objects"] = new JsonArray([.. objects.Select(each => (JsonNode)each)]) });
    }

    static (int Status, JsonObject Answer)? Wrong(string? type, string? relation, string? user)
    {
        if (user?.Split(':') is not ["user", { Length: > 0 } name] || name.Contains('#') || name.Any(char.IsWhiteSpace))
            return Error(400, "validation_error", "the 'user' field is malformed");
        if (type is null || !Model.TryGetValue(type, out var relations))
            return Error(400, "validation_error", $"type '{type}' not found");
        return relations.Contains(relation) ? null : Error(400, "validation_error", $"relation '{type}#{relation}' not found");
    }

    bool Holds(string user, string relation, string target) => tuples.ContainsKey((user, relation, target)) || (target.Split(':')[0], relation) switch
    {
        ("platform", "observer") or ("tenant", "editor") => Holds(user, "admin", target),
        ("tenant", "viewer") => Holds(user, "editor", target),
        ("team", "admin") => Tenants(target).Any(tenant => Holds(user, "admin", tenant)),
        ("team", "viewer") => Holds(user, "admin", target) || Tenants(target).Any(tenant => Holds(user, "viewer", tenant)),
        _ => false,
    };

    IEnumerable<string> Tenants(string team) => tuples.Keys.Where(tuple => tuple.Object == team && tuple.Relation == "tenant").Select(tuple => tuple.User);

    static string? Text(JsonObject? body, string name) => body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static (int Status, JsonObject Answer) Error(int status, string code, string message) => (status, new JsonObject { ["code"] = code, ["message"] = message });
}
