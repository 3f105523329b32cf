using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>One sign-in under way: what the browser that began it has to bring back, and what the provider has to repeat.</summary>
/// <param name="Provider">Name of the provider it was begun with.</param>
/// <param name="State">Comes back in the address; against answers to what this browser did not ask.</param>
/// <param name="Nonce">Comes back in the ID token; against tokens from another sign-in.</param>
/// <param name="Verifier">Secret half of PKCE; against stolen codes.</param>
/// <param name="RedirectUri">Where the provider sends the browser; the token call has to name it again.</param>
/// <param name="Return">Path of ours to go to at the end.</param>
/// <param name="EndsAt">Later it is not taken any more.</param>
sealed record OidcFlow(string Provider, string State, string Nonce, string Verifier, string RedirectUri, string Return, DateTimeOffset EndsAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    const string Purpose = "Gateway.Admin.SignIn.Oidc.Flow.1";

    /// <summary>The public half of PKCE (RFC 7636, 4.2, S256).</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static OidcFlow Begin(string provider, string redirectUri, string? wanted, DateTimeOffset now) =>
        new(provider, Secret(), Secret(), Secret(), redirectUri, ReturnPath.Of(wanted), now + Lifetime);

    /// <summary>For the cookie: nobody but the gateway can read or make it.</summary>
    public string Protect(IDataProtectionProvider protection) => protection.CreateProtector(Purpose).Protect(JsonSerializer.Serialize(this));

    /// <summary>Null unless the gateway made it, for this provider and state, and not too long ago.</summary>
    public static OidcFlow? Take(string? cookie, string provider, string? state, IDataProtectionProvider protection, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(cookie) || cookie.Length > 8192 || state is null)
            return null;
        try
        {
            var flow = JsonSerializer.Deserialize<OidcFlow>(protection.CreateProtector(Purpose).Unprotect(cookie))!;
            var isOurs = flow.Provider == provider && now < flow.EndsAt
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(flow.State), Encoding.UTF8.GetBytes(state));
            return isOurs ? flow : null;
        }
        catch (Exception forged) when (forged is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    // 256 bits, 43 characters: as long as a verifier has to be.
    static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
