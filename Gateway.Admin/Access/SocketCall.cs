using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admin.Access;

/// <summary>
/// What a page cannot put into headers when it opens a WebSocket: the tenant is in the address (<c>?tenant=</c>), and a token, for
/// those who are signed in with one, is offered as a sub-protocol (<c>bearer.</c> and the token in base64url), which no log and no
/// history keeps. A call that sends the headers needs neither.
/// </summary>
static class SocketCall
{
    const string Bearer = "bearer.";

    public static bool IsOne(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Upgrade.Count > 0)
        || http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    /// <summary>The header Authorization, or what stands for it.</summary>
    public static string Authorization(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length > 0 || !IsOne(http))
            return header;
        foreach (var offered in http.Request.Headers.SecWebSocketProtocol.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (offered.StartsWith(Bearer, StringComparison.Ordinal) && offered.Length < 1000 && Base64Url.IsValid(offered.AsSpan(Bearer.Length)))
                return "Bearer " + Encoding.UTF8.GetString(Base64Url.DecodeFromChars(offered.AsSpan(Bearer.Length)));
        }

        return "";
    }

    /// <summary>The header X-Tenant, or what stands for it.</summary>
    public static string Tenant(HttpContext http)
    {
        var header = http.Request.Headers["X-Tenant"].ToString();
        return header.Length > 0 || !IsOne(http) ? header : http.Request.Query["tenant"].ToString();
    }
}
