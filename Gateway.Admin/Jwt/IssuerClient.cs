using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.Admin.Jwt;

/// <summary>
/// Asks issuers for their keys and what else they publish. One client for all of them: 5 s for a call, 256 KB for an answer, no
/// cookies, no redirect to another host.
/// </summary>
sealed class IssuerClient : IDisposable
{
    const int MaximumAnswer = 256 * 1024;
    const int MaximumRedirects = 3;

    static readonly JsonElement Nothing = StrictJson.Parse("{}"u8.ToArray());

    readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaximumAnswer,
    };

    /// <summary>The issuer's keys, from the given address or the one that it publishes.</summary>
    /// <exception cref="HttpRequestException">It does not answer, or not as it should.</exception>
    /// <exception cref="JsonException">What it answers is not what it should be.</exception>
    public async Task<JwtKeySet> ReadKeysAsync(string issuer, Uri? jwksUri, CancellationToken token) =>
        JwtKeySet.Parse(await GetAsync(jwksUri ?? await FindKeysAsync(issuer, token), null, token));

    /// <summary>What the issuer publishes of itself: OpenID Connect Discovery 1.0, 4. It speaks for this issuer, letter by letter.</summary>
    /// <exception cref="HttpRequestException">It does not answer, or not as it should.</exception>
    /// <exception cref="JsonException">What it answers is not what it should be.</exception>
    public async Task<JsonElement> DiscoverAsync(string issuer, CancellationToken token)
    {
        var address = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        var root = StrictJson.Parse(await GetAsync(address, null, token));
        if (Text(root, "issuer") is not { } says || says != issuer)
            throw new JsonException($"{address} speaks for another issuer than {issuer}.");
        return root;
    }

    /// <summary>The JSON at an address that an issuer published.</summary>
    /// <param name="bearer">An access token to show there.</param>
    /// <exception cref="HttpRequestException">It does not answer, or not as it should.</exception>
    /// <exception cref="JsonException">What it answers is no JSON.</exception>
    public async Task<JsonElement> ReadAsync(Uri address, string bearer, CancellationToken token) => StrictJson.Parse(await GetAsync(address, bearer, token));

    /// <summary>Sends a form and answers status and JSON; an empty object when the answer is no JSON.</summary>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, AuthenticationHeaderValue? authorization, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Authorization = authorization;
        using var answer = await client.SendAsync(request, token);
        var body = await answer.Content.ReadAsByteArrayAsync(token);
        try
        {
            return (answer.StatusCode, StrictJson.Parse(body));
        }
        catch (JsonException)
        {
            return (answer.StatusCode, Nothing);
        }
    }

    /// <summary>The text under a name; null when there is none.</summary>
    public static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The address that a published document names; null unless it may be asked.</summary>
    public static Uri? Address(JsonElement root, string name, string issuer) =>
        Uri.TryCreate(Text(root, name), UriKind.Absolute, out var address) && IsSafe(address, new Uri(issuer)) ? address : null;

    public void Dispose() => client.Dispose();

    async Task<Uri> FindKeysAsync(string issuer, CancellationToken token) =>
        Address(await DiscoverAsync(issuer, token), "jwks_uri", issuer) ?? throw new JsonException($"{issuer} names no address of keys that may be asked.");

    async Task<byte[]> GetAsync(Uri address, string? bearer, CancellationToken token)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/json");
            if (bearer is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var answer = await client.SendAsync(request, token);
            if (answer.StatusCode is HttpStatusCode.OK)
                return await answer.Content.ReadAsByteArrayAsync(token);
            if ((int)answer.StatusCode is < 301 or > 308 || answer.Headers.Location is not { } location || redirects == MaximumRedirects)
                throw new HttpRequestException($"{address} answered {(int)answer.StatusCode}.");
            var next = new Uri(address, location);
            if (next.GetLeftPart(UriPartial.Authority) != address.GetLeftPart(UriPartial.Authority))
                throw new HttpRequestException($"{address} redirects to another host.");
            address = next;
        }
    }

    // Plain http only where the issuer's own address is of this machine.
    static bool IsSafe(Uri named, Uri issuer) =>
        named.Scheme == Uri.UriSchemeHttps || (named.Scheme == Uri.UriSchemeHttp && named.IsLoopback && issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback);
}
