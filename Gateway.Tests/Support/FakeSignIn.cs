using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Tests.Support;

/// <summary>
/// What an OpenID Connect provider does for a client: it checks client, redirect address, code and PKCE as a real one does. Whoever
/// comes is signed in at once as the person of <see cref="Claims"/>.
/// </summary>
sealed class FakeSignIn(FakeIssuer issuer)
{
    public const string ClientId = "gateway";

    readonly ConcurrentDictionary<string, Grant> codes = [];

    /// <summary>Null: a public client.</summary>
    public string? ClientSecret { get; set; } = "s+e/c r=e&t";

    /// <summary>How a secret may come: client_secret_basic, client_secret_post.</summary>
    public string[]? AuthMethods { get; set; }

    /// <summary>The one redirect address that is registered; null: the first that is used.</summary>
    public string? RedirectUri { get; set; }

    /// <summary>Whoever signs in: claims of the ID token, besides those of the protocol.</summary>
    public Dictionary<string, object?> Claims { get; set; } = new()
    {
        ["sub"] = "248289761001",
        ["name"] = "Ada Lovelace",
        ["preferred_username"] = "Ada",
        ["groups"] = new[] { "gateway-admins" },
    };

    /// <summary>Claims that only userinfo gives.</summary>
    public Dictionary<string, object?> UserInfo { get; set; } = [];

    /// <summary>When set, the error that the browser brings back in place of a code.</summary>
    public string? Error { get; set; }

    /// <summary>When set, makes the ID token of all its claims in place of the right one.</summary>
    public Func<Dictionary<string, object?>, string>? IdToken { get; set; }

    /// <summary>When set, the answer in place of the token endpoint's.</summary>
    public RequestDelegate? TokenAnswer { get; set; }

    /// <summary>When set, the answer in place of userinfo's.</summary>
    public RequestDelegate? UserInfoAnswer { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public Dictionary<string, object?> Discovery => new()
    {
        ["issuer"] = issuer.Address,
        ["jwks_uri"] = issuer.Address + "/keys",
        ["authorization_endpoint"] = issuer.Address + "/authorize?tenant=acme",
        ["token_endpoint"] = issuer.Address + "/token",
        ["userinfo_endpoint"] = issuer.Address + "/userinfo",
        ["token_endpoint_auth_methods_supported"] = AuthMethods ?? ["client_secret_basic", "client_secret_post"],
        ["authorization_response_iss_parameter_supported"] = true,
    };

    public Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/authorize" when HttpMethods.IsGet(http.Request.Method) => AuthorizeAsync(http),
        "/token" when HttpMethods.IsPost(http.Request.Method) => TokenAnswer?.Invoke(http) ?? TokenAsync(http),
        "/userinfo" => UserInfoAnswer?.Invoke(http) ?? UserInfoAsync(http),
        _ => WriteAsync(http, 404, new { }),
    };

    Task AuthorizeAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        RedirectUri ??= redirect;
        // Before these two are known the browser must not be sent anywhere.
        if (query["client_id"] != ClientId || redirect != RedirectUri || query["tenant"] != "acme")
            return WriteAsync(http, 400, new { error = "invalid_request" });
        var isRight = query["response_type"] == "code" && query["scope"].ToString().Split(' ').Contains("openid")
            && query["code_challenge_method"] == "S256" && query["code_challenge"].ToString().Length == 43;
        var answer = new Dictionary<string, string?> { ["state"] = query["state"], ["iss"] = issuer.Address };
        if (Error is not null || !isRight)
        {
            answer["error"] = Error ?? "invalid_request";
        }
        else
        {
            answer["code"] = Guid.NewGuid().ToString("N");
            codes[answer["code"]!] = new Grant(redirect, query["code_challenge"]!, query["nonce"]);
        }

        http.Response.Redirect(QueryHelpers.AddQueryString(redirect, answer));
        return Task.CompletedTask;
    }

    async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (!IsClient(http.Request, form))
        {
            await WriteAsync(http, 401, new { error = "invalid_client" });
            return;
        }

        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (form["grant_type"] != "authorization_code" || !codes.TryRemove(form["code"].ToString(), out var grant) || grant.RedirectUri != form["redirect_uri"] || grant.Challenge != challenge)
        {
            await WriteAsync(http, 400, new { error = "invalid_grant" });
            return;
        }

        const string Access = "access-token-of-the-fake";
        var seconds = Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>(Claims)
        {
            ["iss"] = issuer.Address,
            ["aud"] = ClientId,
            ["exp"] = seconds + 300,
            ["iat"] = seconds,
            ["nonce"] = grant.Nonce,
            ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Access)).AsSpan(0, 16)),
        };
        await WriteAsync(http, 200, new { access_token = Access, token_type = "Bearer", expires_in = 300, id_token = IdToken?.Invoke(claims) ?? issuer.Key.Token(claims) });
    }

    Task UserInfoAsync(HttpContext http) => http.Request.Headers.Authorization == "Bearer access-token-of-the-fake"
        ? WriteAsync(http, 200, new Dictionary<string, object?>(UserInfo) { ["sub"] = UserInfo.GetValueOrDefault("sub") ?? Claims["sub"] })
        : WriteAsync(http, 401, new { });

    bool IsClient(HttpRequest request, IFormCollection form)
    {
        var authorization = request.Headers.Authorization.ToString();
        var allowed = AuthMethods ?? ["client_secret_basic", "client_secret_post"];
        if (ClientSecret is null)
            return authorization.Length == 0 && form["client_id"] == ClientId && !form.ContainsKey("client_secret");
        if (authorization.Length == 0)
            return allowed.Contains("client_secret_post") && form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        var halves = Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..])).Split(':');
        return allowed.Contains("client_secret_basic") && !form.ContainsKey("client_secret")
            && System.Net.WebUtility.UrlDecode(halves[0]) == ClientId && System.Net.WebUtility.UrlDecode(halves[1]) == ClientSecret;
    }

    static Task WriteAsync(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(body));
    }

    sealed record Grant(string RedirectUri, string Challenge, string? Nonce);
}
