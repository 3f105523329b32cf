using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Bench;

/// <summary>The gateway's admin API. A refusal is an error with what the gateway said.</summary>
sealed class AdminClient : IDisposable
{
    readonly HttpClient http;

    public AdminClient(Uri admin, string token)
    {
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(admin, "/api/v1/"), Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<JsonNode> GetAsync(string path, string? tenant, CancellationToken token) =>
        Body(await SendAsync(HttpMethod.Get, path, null, tenant, token));

    public async Task<JsonNode> PutAsync(string path, JsonNode body, string? tenant, CancellationToken token) =>
        Body(await SendAsync(HttpMethod.Put, path, body, tenant, token));

    public async Task<JsonNode> PostAsync(string path, JsonNode body, string? tenant, CancellationToken token) =>
        Body(await SendAsync(HttpMethod.Post, path, body, tenant, token));

    /// <summary>Null where the thing exists already.</summary>
    public async Task<JsonNode?> CreateAsync(string path, JsonNode body, string? tenant, CancellationToken token)
    {
        var answer = await SendAsync(HttpMethod.Post, path, body, tenant, token);
        return answer.Status == HttpStatusCode.Conflict ? null : Body(answer);
    }

    public void Dispose() => http.Dispose();

    async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body, string? tenant, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        using var response = await http.SendAsync(request, token);
        return new Answer($"{method} /api/v1/{path}", response.StatusCode, await response.Content.ReadAsStringAsync(token));
    }

    static JsonNode Body(Answer answer) =>
        (int)answer.Status is >= 200 and < 300 && JsonNode.Parse(answer.Text) is { } json
            ? json
            : throw new BenchException($"{answer.Call} answered {(int)answer.Status}: {(answer.Text.Length > 2000 ? answer.Text[..2000] + "…" : answer.Text)}");

    sealed record Answer(string Call, HttpStatusCode Status, string Text);
}
