using Gateway.Admin.Access;
using Gateway.Admin.Http;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Pages;

/// <summary>
/// What every answer of the admin listener is subject to: a known Host (against DNS rebinding) and headers that leave a page
/// nothing to load from elsewhere.
/// </summary>
sealed class AdminGuard(AdminOptions options)
{
    const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    readonly HashSet<string> hosts = new(
        options.AllowedHosts.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!hosts.Contains("*") && !hosts.Contains(http.Request.Host.Host))
        {
            await Problems.Of(
                StatusCodes.Status421MisdirectedRequest,
                "Unknown host",
                "The admin area does not answer to this host name. Add it to Gateway:Admin:AllowedHosts.").ExecuteAsync(http);
            return;
        }

        if (http.Request.Path.StartsWithSegments("/api"))
            headers.CacheControl = "no-store";
        await next(http);
    }
}
