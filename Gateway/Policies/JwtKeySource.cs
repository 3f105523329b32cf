using System.Net;
using System.Text.Json;

namespace Gateway.Policies;

/// <summary>
/// Asks issuers for their keys. One client for all of them: 5 s for a call, 256 KB for an answer, no cookies, no redirect to
/// another host.
/// </summary>
sealed class JwtKeySource : IDisposable
{
    const int MaximumAnswer = 256 * 1024;
    const int MaximumRedirects = 3;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

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
    public async Task<JwtKeySet> ReadAsync(string issuer, Uri? jwksUri, CancellationToken token) =>
        JwtKeySet.Parse(await GetAsync(jwksUri ?? await DiscoverAsync(issuer, token), token));

    public void Dispose() => client.Dispose();

    async Task<Uri> DiscoverAsync(string issuer, CancellationToken token)
    {
        var address = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        using var document = JsonDocument.Parse(await GetAsync(address, token), Strict);
        var root = document.RootElement;
        if (Text(root, "issuer") is not { } says || says != issuer)
            throw new JsonException($"{address} speaks for another issuer than {issuer}.");
        if (!Uri.TryCreate(Text(root, "jwks_uri"), UriKind.Absolute, out var keys) || !IsSafe(keys, address))
            throw new JsonException($"{address} names no address of keys that may be asked.");
        return keys;
    }

    async Task<byte[]> GetAsync(Uri address, CancellationToken token)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/json");
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

    // Plain http only where the route's own address is of this machine.
    static bool IsSafe(Uri keys, Uri from) =>
        keys.Scheme == Uri.UriSchemeHttps || (keys.Scheme == Uri.UriSchemeHttp && keys.IsLoopback && from.Scheme == Uri.UriSchemeHttp && from.IsLoopback);

    static string? Text(JsonElement root, string name)
    {
        try
        {
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }
}
