using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gateway.Admin.Http;

/// <summary>Row versions as ETags, and what a client says that it has.</summary>
static class EntityTags
{
    public static void Write(HttpContext http, uint version) =>
        http.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Whether the request's If-None-Match names the tag. A cache on the way may have weakened it.</summary>
    public static bool IsKnown(HttpContext http, string tag) =>
        EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var known)
        && known.Any(each => each.Equals(EntityTagHeaderValue.Any) || each.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));

    /// <summary>Whether the request's If-Match says that there is something already.</summary>
    public static bool IsExpected(HttpContext http) => http.Request.Headers.IfMatch.Count > 0;

    /// <summary>Whether the request's If-Match, if it has one, names another version.</summary>
    public static bool IsStale(HttpContext http, uint version)
    {
        var wanted = http.Request.Headers.IfMatch.ToString();
        return wanted.Length > 0 && wanted != "*" && wanted.Trim('"') != version.ToString(CultureInfo.InvariantCulture);
    }
}
