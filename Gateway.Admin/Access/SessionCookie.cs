using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Access;

/// <summary>
/// The cookie of a signed-in browser: a random secret of 256 bits, of which the store keeps the SHA-256. The token that unsafe
/// calls send beside it is derived from the secret, so a page of another origin, which can send the cookie but not read it,
/// cannot know it.
/// </summary>
static class SessionCookie
{
    /// <summary>Header that carries the token of unsafe calls.</summary>
    public const string CsrfHeader = "X-Csrf-Token";

    const int SecretLength = 32;

    /// <summary>Under https a browser takes a cookie of this prefix only when it is Secure, for this host alone and for all of it.</summary>
    public static string Name(bool isHttps) => isHttps ? "__Host-gateway" : "gateway";

    public static byte[] Create() => RandomNumberGenerator.GetBytes(SecretLength);

    public static byte[] Hash(ReadOnlySpan<byte> secret) => SHA256.HashData(secret);

    public static string CsrfToken(ReadOnlySpan<byte> secret) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(secret, "gateway:csrf"u8));

    /// <summary>The secret that the request brought; null without a cookie of ours, or when it cannot be one.</summary>
    public static byte[]? Read(HttpRequest request)
    {
        if (request.Cookies[Name(request.IsHttps)] is not { Length: 43 } value || !Base64Url.IsValid(value))
            return null;
        return Base64Url.DecodeFromChars(value) is { Length: SecretLength } secret ? secret : null;
    }

    public static void Write(HttpContext http, ReadOnlySpan<byte> secret, DateTimeOffset expiresAt) =>
        http.Response.Cookies.Append(Name(http.Request.IsHttps), Base64Url.EncodeToString(secret), Options(http.Request.IsHttps, expiresAt));

    public static void Clear(HttpContext http) =>
        http.Response.Cookies.Delete(Name(http.Request.IsHttps), Options(http.Request.IsHttps, null));

    static CookieOptions Options(bool isHttps, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        Secure = isHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        Expires = expiresAt,
    };
}
