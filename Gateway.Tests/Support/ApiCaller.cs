using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Support;

/// <summary>Somebody who calls the API, with a token and for a tenant (null: as the roles say).</summary>
sealed class ApiCaller(TestGateway gateway, string token, string? tenant = null)
{
    /// <summary>The secret that it calls with.</summary>
    public string Token => token;

    /// <summary>With all rights, for all tenants.</summary>
    public static ApiCaller Root(TestGateway gateway) => new(gateway, TestGateway.Token);

    /// <summary>With a new token of one role.</summary>
    public static async Task<ApiCaller> OfRoleAsync(TestGateway gateway, string role, string? tenant = null, string? team = null)
    {
        var made = await new ApiCaller(gateway, TestGateway.Token, tenant).PostAsync(
            "tokens", new { id = $"t-{Guid.NewGuid():N}", name = role, roles = new[] { new { tenant, team, role } } });
        return new ApiCaller(gateway, made["token"]!.GetValue<string>(), tenant);
    }

    /// <summary>As a user, by a personal token with the given roles, or with all that the user has.</summary>
    public static async Task<ApiCaller> OfUserAsync(TestGateway gateway, string home, string user, DateTimeOffset? expiresAt = null)
    {
        await using var session = await gateway.Services.GetRequiredService<GatewayStore>().OpenAsync(GatewayStore.AllTenants, CancellationToken.None);
        var owner = await session.Db.Users.SingleAsync(row => row.TenantId == home && row.Id == user);
        var secret = KeySecret.Create(KeySecret.TokenMarker);
        session.Db.AccessTokens.Add(new AccessToken
        {
            TenantId = home,
            Id = $"own-{Guid.NewGuid():N}",
            Name = "own",
            Roles = JsonSerializer.Serialize(new[] { new RoleGrant { Role = Role.PlatformAdmin } }, ContractJson.Options),
            OwnerId = owner.Id,
            Hash = KeySecret.Hash(secret),
            Prefix = "",
            LastFour = "",
            CreatedBy = "test",
            ExpiresAt = expiresAt,
        });
        await session.CommitAsync(CancellationToken.None);
        return new ApiCaller(gateway, secret);
    }

    public ApiCaller For(string? other) => new(gateway, token, other);

    public async Task<(int Status, string Text)> SendAsync(string method, string address, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        using var answer = await gateway.Api.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<int> StatusAsync(string method, string address, object? body = null) => (await SendAsync(method, address, body)).Status;

    public Task<JsonNode> GetAsync(string address) => JsonAsync("GET", address, null, 200);

    public Task<JsonNode> PostAsync(string address, object body, int status = 201) => JsonAsync("POST", address, body, status);

    /// <summary>Errors of a refused call, by field.</summary>
    public async Task<JsonObject> RefusedAsync(string method, string address, object body) =>
        (await JsonAsync(method, address, body, 422))["errors"]!.AsObject();

    /// <summary>The answer of a call that has to have the status.</summary>
    public async Task<JsonNode> JsonAsync(string method, string address, object? body, int status)
    {
        var (answered, text) = await SendAsync(method, address, body);
        Assert.That(answered, Is.EqualTo(status), text);
        return JsonNode.Parse(text)!;
    }
}
