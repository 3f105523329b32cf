using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Http;

/// <summary>Row versions as ETags.</summary>
static class EntityTags
{
    public static void Write(HttpContext http, uint version) =>
        http.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Whether the request's If-Match, if it has one, names another version.</summary>
    public static bool IsStale(HttpContext http, uint version)
    {
        var wanted = http.Request.Headers.IfMatch.ToString();
        return wanted.Length > 0 && wanted != "*" && wanted.Trim('"') != version.ToString(CultureInfo.InvariantCulture);
    }
}
