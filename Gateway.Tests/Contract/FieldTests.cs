using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Contract;

/// <summary>A field the gateway accepts has its effect, or is refused as not supported: every field of the contract is walked.</summary>
public sealed class FieldTests
{
    /// <summary>The document of the contract, every field set, as far as it is supported.</summary>
    internal const string Everything = """
        {
          "tenants":  [{ "id": "acme", "name": "Acme" }],
          "teams":    [{ "id": "shop", "tenant": "acme", "name": "Shop" }],
          "apis":     [{ "id": "orders", "tenant": "acme", "name": "Orders", "team": "shop", "version": "v2" }],
          "groups":   [{ "id": "gold", "tenant": "acme", "name": "Gold" }],
          "clusters": [{ "id": "orders", "tenant": "acme", "loadBalancing": "RoundRobin",
                         "destinations": [{ "id": "a", "address": "http://127.0.0.1:9000", "weight": 50, "drain": true, "host": "orders.internal", "health": "http://127.0.0.1:9001" }],
                         "healthCheck": { "active": { "enabled": true, "path": "/health", "interval": "00:00:10", "timeout": "00:00:02", "failures": 3 },
                                          "passive": { "enabled": true, "reactivationPeriod": "00:00:30", "failureRate": 0.5 }, "availableDestinations": "HealthyOrPanic" },
                         "sessionAffinity": { "enabled": true, "policy": "Cookie", "failurePolicy": "Return503Error", "keyName": ".orders",
                                              "cookie": { "path": "/", "domain": "example.com", "httpOnly": true, "sameSite": "Strict", "securePolicy": "Always", "expiration": "01:00:00", "maxAge": "01:00:00", "isEssential": true } },
                         "httpClient": { "sslProtocols": ["Tls12", "Tls13"], "dangerousAcceptAnyServerCertificate": true, "maxConnectionsPerServer": 10, "enableMultipleHttp2Connections": false,
                                         "requestHeaderEncoding": "utf-8", "responseHeaderEncoding": "utf-8", "webProxy": { "address": "http://127.0.0.1:3128", "bypassOnLocal": true, "useDefaultCredentials": true } },
                         "httpRequest": { "activityTimeout": "00:01:00", "version": "1.1", "versionPolicy": "RequestVersionExact", "allowResponseBuffering": true } }],
          "routes":   [{ "id": "orders", "tenant": "acme", "api": "orders", "team": "shop", "groups": ["gold"], "cluster": "orders", "enabled": true, "order": 3, "maintenance": { "text": "Back at noon.", "retryAfter": "00:10:00" },
                         "match": { "hosts": ["api.example.com"], "path": "/orders/{**rest}", "methods": ["GET", "POST"],
                                    "headers": [{ "name": "X-A", "values": ["b"], "mode": "Prefix", "isCaseSensitive": true }],
                                    "query": [{ "name": "q", "values": ["b"], "mode": "Contains", "isCaseSensitive": true }] },
                         "transforms": [{ "PathRemovePrefix": "/orders" }],
                         "access": { "apiKey": "required", "header": "X-Key", "passKey": true,
                                     "jwt": { "issuer": "https://id.example.com", "audiences": ["orders"], "jwksUri": "https://id.example.com/keys", "algorithms": ["RS256", "ES256"],
                                              "requiredScopes": ["read"], "requiredClaims": { "plan": ["gold", "silver"] }, "header": "Authorization", "passToken": false, "clockSkew": "00:01:00" } },
                         "rateLimit": null,
                         "timeout": "00:00:30", "retry": null, "maxRequestBodyBytes": 10485760 }],
          "keys":     [{ "id": "mobile", "tenant": "acme", "name": "Mobile app", "consumer": "mobile-team", "team": "shop",
                         "allow": { "apis": ["orders"], "routes": ["orders"], "groups": ["gold"] }, "enabled": false,
                         "expiresAt": "2030-01-01T00:00:00+00:00", "rateLimit": null, "quota": null, "tags": { "plan": "gold" } }],
          "channels": [{ "id": "ops", "tenant": "acme", "name": "Ops", "type": "email", "enabled": false,
                         "settings": { "to": "ops@example.com", "from": "gateway@example.com", "host": "smtp.example.com", "port": 587, "security": "startTls", "user": "gw" },
                         "receives": { "severities": ["critical"], "labels": { "service": "orders" }, "tenants": [] },
                         "resolved": false, "groupWait": "00:00:30", "perHour": 10 }],
          "dashboards": [], "alerts": []
        }
        """;

    TestDatabase database = null!;
    TestGateway gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync(migrate: false);
        gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ReadyAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await gateway.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Every_supported_field_comes_back_as_it_was_given()
    {
        await gateway.ApplyAsync(JsonNode.Parse(Everything)!);
        using var request = new HttpRequestMessage(HttpMethod.Get, "config");
        request.Headers.Add("X-Tenant", "acme");
        using var answer = await gateway.Api.SendAsync(request);
        var export = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        var given = JsonNode.Parse(Everything)!.AsObject();
        given.Remove("dashboards");
        given.Remove("alerts");
        foreach (var (collection, documents) in given)
            Assert.That(JsonNode.DeepEquals(export[collection]![0], documents![0]), $"{collection}\n{export[collection]}\n{documents}");
    }

    [Test]
    public void The_sample_sets_every_field_that_is_not_answered_or_unsupported()
    {
        using var sample = JsonDocument.Parse(Everything);
        Assert.That(Missing(typeof(ConfigDocument), sample.RootElement, "").Where(path => path is not "keys.hash"), Is.Empty);
    }

    static IEnumerable<string> Missing(Type type, JsonElement json, string path)
    {
        foreach (var property in type.GetProperties().Where(property => !property.IsDefined(typeof(AnsweredAttribute)) && !IsIgnored(property)))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (!json.TryGetProperty(name, out var value))
                yield return at;
            else if (Nested(property.PropertyType) is { } nested && First(value) is { } inner)
            {
                foreach (var missing in Missing(nested, inner, at))
                    yield return missing;
            }
        }
    }

    static bool IsIgnored(PropertyInfo property) =>
        property.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is { Condition: System.Text.Json.Serialization.JsonIgnoreCondition.Always };

    static Type? Nested(Type type) =>
        type.Namespace == typeof(ConfigDocument).Namespace && type.IsClass ? type
        : type.IsGenericType ? type.GetGenericArguments().Select(Nested).FirstOrDefault(nested => nested is not null)
        : null;

    static JsonElement? First(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value,
        JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object => value[0],
        _ => null,
    };

    [TestCase("routes[0].rateLimit", """{ "permits": 100, "window": "00:00:01", "per": "key" }""")]
    [TestCase("routes[0].retry", """{ "attempts": 2 }""")]
    [TestCase("keys[0].rateLimit", """{ "permits": 1 }""")]
    [TestCase("keys[0].quota", """{ "requests": 1000000, "period": "month" }""")]
    public Task A_field_without_an_effect_is_refused_as_not_supported(string path, string value) => RefusedAsync(path, value, "is not supported yet");

    [TestCase("routes[0].typo", "1", "is not a known field")]
    [TestCase("routes[0].match.paths", "\"/x\"", "is not a known field")]
    [TestCase("keys[0].allow.everything", "true", "is not a known field")]
    [TestCase("routes[0].enabled", "\"yes\"", "must be true or false")]
    [TestCase("routes[0].order", "1.5", "must be a whole number")]
    [TestCase("routes[0].timeout", "\"75 minutes\"", "must be a duration")]
    [TestCase("routes[0].groups", "null", "must not be null")]
    [TestCase("routes[0].groups", "\"gold\"", "must be a list")]
    [TestCase("routes[0].cluster", "null", "is required")]
    [TestCase("routes[0].access.jwt.issuer", "null", "is required")]
    [TestCase("routes[0].access.jwt.issuer", "\"http://id.example.com\"", "must be an https address")]
    [TestCase("routes[0].access.jwt.issuer", "\"https://me:secret@id.example.com\"", "must be an https address")]
    [TestCase("routes[0].access.jwt.issuer", "\"https://id.example.com/?a=b\"", "must have no query")]
    [TestCase("routes[0].access.jwt.jwksUri", "\"file:///etc/passwd\"", "must be an https address")]
    [TestCase("routes[0].access.jwt.audiences", "null", "is required")]
    [TestCase("routes[0].access.jwt.audiences", "[]", "must name at least one audience")]
    [TestCase("routes[0].access.jwt.audiences[0]", "null", "must be 1 to 500 characters")]
    [TestCase("routes[0].access.jwt.algorithms", "[]", "must name at least one algorithm")]
    [TestCase("routes[0].access.jwt.algorithms[1]", "\"HS256\"", "HS256 is symmetric")]
    [TestCase("routes[0].access.jwt.algorithms[1]", "\"none\"", "none would take tokens that nobody signed")]
    [TestCase("routes[0].access.jwt.algorithms[1]", "\"RS1\"", "is not a known algorithm")]
    [TestCase("routes[0].access.jwt.requiredScopes[0]", "\"read write\"", "must be one scope")]
    [TestCase("routes[0].access.jwt.requiredClaims.plan", "[]", "must name at least one value")]
    [TestCase("routes[0].access.jwt.requiredClaims.plan", "\"gold\"", "must be a list")]
    [TestCase("routes[0].access.jwt.header", "\"x-key\"", "must be another header than that of the API key")]
    [TestCase("routes[0].access.jwt.clockSkew", "\"00:06:00\"", "must be between 00:00:00 and 00:05:00")]
    [TestCase("routes[0].access.jwt.secret", "\"x\"", "is not a known field")]
    [TestCase("routes[0].maintenance.retryAfter", "\"00:00:00\"", "must be between 00:00:01")]
    [TestCase("apis[0].version", "\"\"", "must be 1 to 50 characters")]
    [TestCase("apis[0].team", "\"none\"", "is not one of the tenant's teams")]
    [TestCase("clusters[0].destinations[0].weight", "0", "must be 1 to 1000")]
    [TestCase("clusters[0].destinations[0].health", "\"x\"", "must be an absolute http or https address")]
    [TestCase("clusters[0].sessionAffinity.keyName", "\"a b\"", "must be the name of a cookie or header")]
    [TestCase("clusters[0].httpClient.requestHeaderEncoding", "\"morse\"", "must be the name of an encoding")]
    [TestCase("clusters[0].httpRequest.version", "\"4\"", "must be one of 1.0, 1.1, 2, 3")]
    [TestCase("clusters[0].healthCheck.passive.failureRate", "2", "must be above 0")]
    [TestCase("clusters[0].loadBalancing", "\"Best\"", "must be one of")]
    [TestCase("keys[0].expiresAt", "\"tomorrow\"", "must be a time in ISO 8601")]
    [TestCase("keys[0].tags", """{ "a": 1 }""", "must be a text")]
    [TestCase("keys[0].hash", "\"abc\"", "must be the SHA-256")]
    [TestCase("teams[0].name", "\"\"", "must be 1 to 200 characters")]
    [TestCase("tenants[0].id", "\"../acme\"", "must be 1 to 64 lower-case letters")]
    public Task A_wrong_value_is_refused_at_its_field(string path, string value, string message) => RefusedAsync(path, value, message);

    async Task RefusedAsync(string path, string value, string message)
    {
        var document = JsonNode.Parse(Everything)!;
        Set(document, path, JsonNode.Parse(value));
        using var answer = await gateway.Api.PutAsJsonAsync("config?dryRun=true", document);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(422), text);
        var field = JsonNode.Parse(text)!["errors"]!.AsObject().FirstOrDefault(error => error.Key.StartsWith(path, StringComparison.Ordinal));
        Assert.That(field.Value?[0]?.GetValue<string>(), Does.Contain(message), text);
    }

    static void Set(JsonNode document, string path, JsonNode? value)
    {
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var at = document;
        foreach (var step in steps[..^1])
            at = step[0] == '[' ? at[Index(step)]! : at[step]!;
        if (steps[^1][0] == '[')
            at[Index(steps[^1])] = value;
        else
            at[steps[^1]] = value;
    }

    static int Index(string step) => int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture);
}
