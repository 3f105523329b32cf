using System.Text.Json;
using Gateway.Admin.Jwt;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>What a provider publishes of itself (OpenID Connect Discovery 1.0, 3), as far as a sign-in needs it.</summary>
/// <param name="Authorize">Where the browser is sent.</param>
/// <param name="Token">Where a code becomes tokens.</param>
/// <param name="UserInfo">Where more claims are; null when it has none.</param>
/// <param name="TakesBasic">Whether the client's secret goes in the header; otherwise in the form.</param>
/// <param name="NamesItself">Whether its answers always carry <c>iss</c> (RFC 9207).</param>
sealed record OidcMetadata(Uri Authorize, Uri Token, Uri? UserInfo, bool TakesBasic, bool NamesItself)
{
    /// <exception cref="JsonException">An address is missing, or may not be asked.</exception>
    public static OidcMetadata Read(JsonElement root, string issuer) => new(
        Address(root, "authorization_endpoint", issuer),
        Address(root, "token_endpoint", issuer),
        IssuerClient.Address(root, "userinfo_endpoint", issuer),
        // Basic is the default of the specification.
        !root.TryGetProperty("token_endpoint_auth_methods_supported", out var methods) || Holds(methods, "client_secret_basic") || !Holds(methods, "client_secret_post"),
        root.TryGetProperty("authorization_response_iss_parameter_supported", out var names) && names.ValueKind == JsonValueKind.True);

    static Uri Address(JsonElement root, string name, string issuer) =>
        IssuerClient.Address(root, name, issuer) ?? throw new JsonException($"It names no {name} that may be asked.");

    static bool Holds(JsonElement list, string text) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(each => each.ValueKind == JsonValueKind.String && each.ValueEquals(text));
}
