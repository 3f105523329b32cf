using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Access;

/// <summary>
/// Turns a request into a caller, once, before any handler runs. For now the bootstrap token is the only credential; the header
/// <c>X-Tenant</c> chooses one tenant, without it the call is for all.
/// </summary>
sealed class Callers(AdminOptions options)
{
    static readonly object ItemKey = new();

    readonly byte[]? tokenHash = options.BootstrapToken is { } token ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;

    /// <summary>The caller of the request; the filter has put it there.</summary>
    public static Caller Of(HttpContext http) => (Caller)http.Items[ItemKey]!;

    /// <summary>Endpoint filter of the API's group: 401 without a valid credential.</summary>
    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsKnown(http.Request.Headers.Authorization.ToString()))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, "Sign in first", tokenHash is null
                ? "This gateway has no Gateway:Admin:BootstrapToken; set one of at least 32 characters and start it again."
                : "Send the access token as Authorization: Bearer.");
        }

        var tenant = http.Request.Headers["X-Tenant"].ToString();
        http.Items[ItemKey] = new Caller("bootstrap token", tenant.Length == 0 ? GatewayStore.AllTenants : tenant);
        return await next(context);
    }

    bool IsKnown(string authorization)
    {
        const string scheme = "Bearer ";
        if (tokenHash is null || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > 1000)
            return false;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(authorization[scheme.Length..].Trim()));
        return CryptographicOperations.FixedTimeEquals(hash, tokenHash);
    }
}
