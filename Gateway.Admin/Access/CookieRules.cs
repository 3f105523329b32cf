using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Http;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Access;

/// <summary>
/// What a browser's call has to show before it may change something. The cookie alone proves nothing: a browser sends it
/// whoever wrote the page. <see cref="Scopes"/> asks here for every endpoint.
/// </summary>
static class CookieRules
{
    /// <summary>For a call that is signed in by cookie: null when it may go on, else the 403.</summary>
    public static IResult? Refuse(HttpContext http, ReadOnlySpan<byte> secret)
    {
        var isUpgrade = SocketCall.IsOne(http);
        if (!isUpgrade && IsSafe(http.Request.Method))
            return null;
        if (SameOrigin(http.Request) != true)
            return OtherOrigin();
        // A page cannot add headers to a WebSocket; the origin, which it cannot forge, stands for both.
        return isUpgrade || IsToken(http.Request.Headers[SessionCookie.CsrfHeader].ToString(), secret)
            ? null
            : Problems.Of(
                StatusCodes.Status403Forbidden,
                "The call lacks its token",
                $"A call by cookie that changes something sends csrfToken of /api/v1/me as header {SessionCookie.CsrfHeader}.");
    }

    /// <summary>
    /// For a call that anybody may make: a page elsewhere must not sign its visitor in as somebody else. Programs that are no
    /// browsers send neither header and may call.
    /// </summary>
    public static IResult? RefuseAnonymous(HttpContext http) =>
        !IsSafe(http.Request.Method) && SameOrigin(http.Request) == false ? OtherOrigin() : null;

    /// <summary>Whether the call comes from the own pages; null when it does not say.</summary>
    internal static bool? SameOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site.Equals("same-origin", StringComparison.OrdinalIgnoreCase);
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin)
            return null;
        // Not the scheme: where TLS ends before the gateway, this side does not know it.
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (from.Scheme is "http" or "https")
            && from.UserInfo.Length == 0
            && from.Authority.Equals(Authority(request.Host, from), StringComparison.OrdinalIgnoreCase);
    }

    // An origin leaves the default port out; so does its authority here.
    static string Authority(HostString host, Uri origin) => host.Port is { } port && port == origin.Port && origin.IsDefaultPort ? host.Host : host.Value ?? "";

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    static bool IsToken(string sent, ReadOnlySpan<byte> secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(SessionCookie.CsrfToken(secret)));

    static IResult OtherOrigin() => Problems.Of(
        StatusCodes.Status403Forbidden, "From another origin", "A browser may change something only from the gateway's own pages.");
}
