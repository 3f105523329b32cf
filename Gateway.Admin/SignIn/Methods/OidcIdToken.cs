using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>The checks of an ID token (OpenID Connect Core 1.0, 3.1.3.7), each in turn; nothing in it is believed before all are passed.</summary>
static class OidcIdToken
{
    const int MaximumSubject = 255;

    static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static JwtExpectation Expect(string issuer, string clientId) => new(issuer, [clientId], [.. JwtAlgorithms.All], ["JWT"], Skew);

    /// <summary>What a right token says, or what is wrong with it.</summary>
    /// <param name="text">The token.</param>
    /// <param name="expected">From <see cref="Expect"/>.</param>
    /// <param name="issuer">Its keys; asked for new ones when the token's is not known.</param>
    /// <param name="nonce">Of this sign-in.</param>
    /// <param name="accessToken">That came with it; null when none did.</param>
    /// <param name="time">The clock.</param>
    /// <param name="token">Cancels the waiting.</param>
    public static async Task<(JsonElement Claims, OidcFault? Fault)> CheckAsync(
        string text, JwtExpectation expected, JwtIssuer issuer, string nonce, string? accessToken, TimeProvider time, CancellationToken token)
    {
        if (JwtToken.Read(text) is not { } said)
            return (default, OidcFault.Invalid("the ID token is no signed token with a time of expiry"));
        var fault = CheckItself(said, expected, time.GetUtcNow()) ?? await VerifyAsync(text, said, issuer, token);
        if (fault is not null)
            return (default, fault);
        var claims = JwtToken.Payload(text);
        return (claims, CheckClaims(said, claims, expected, nonce, accessToken, time.GetUtcNow()));
    }

    static OidcFault? CheckItself(JwtToken said, JwtExpectation expected, DateTimeOffset now) => JwtValidator.Check(said, expected, now) switch
    {
        JwtFault.None => null,
        JwtFault.Expired => OidcFault.Clock($"the ID token expired at {said.ExpiresAt:u}"),
        JwtFault.NotYetValid => OidcFault.Clock($"the ID token is not valid before {said.NotBefore:u}"),
        _ => OidcFault.Invalid(Mismatch(said, expected)),
    };

    static async Task<OidcFault?> VerifyAsync(string text, JwtToken said, JwtIssuer issuer, CancellationToken token)
    {
        var fault = JwtValidator.Verify(text, said, issuer.Keys);
        if (fault == JwtFault.UnknownKey)
        {
            var asking = issuer.AskAsync();
            await asking.WaitAsync(Patience, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            fault = JwtValidator.Verify(text, said, issuer.Keys);
            if (fault == JwtFault.UnknownKey && (issuer.Keys is null || issuer.IsAway || !asking.IsCompleted))
                return OidcFault.Away("the ID token's key is not known, and the issuer gives no keys");
        }

        return fault switch
        {
            JwtFault.None => null,
            JwtFault.UnknownKey => OidcFault.Invalid("the ID token's key is none of the issuer's"),
            _ => OidcFault.Invalid("the ID token's signature is wrong"),
        };
    }

    static OidcFault? CheckClaims(JwtToken said, JsonElement claims, JwtExpectation expected, string nonce, string? accessToken, DateTimeOffset now)
    {
        if (said.Subject is not { Length: > 0 and <= MaximumSubject } subject || subject.Any(char.IsControl))
            return OidcFault.Invalid($"the ID token has no subject of 1 to {MaximumSubject} characters without control characters");
        var party = IssuerClient.Text(claims, "azp");
        if (party is null ? said.Audiences.Length > 1 : party != expected.Audiences[0])
            return OidcFault.Invalid($"the ID token is for several audiences or another party ({OidcFault.Show(party)})");
        if (!claims.TryGetProperty("iat", out var issued) || issued.ValueKind != JsonValueKind.Number)
            return OidcFault.Invalid("the ID token does not say when it was issued");
        if (issued.GetDouble() > (now + Skew).ToUnixTimeSeconds())
            return OidcFault.Clock("the ID token was issued in the future");
        if (!IsSame(IssuerClient.Text(claims, "nonce"), nonce))
            return OidcFault.Invalid("the ID token's nonce is not that of this sign-in");
        if (accessToken is not null && claims.TryGetProperty("at_hash", out _) && !IsSame(IssuerClient.Text(claims, "at_hash"), HashOf(accessToken, said.Algorithm)))
            return OidcFault.Invalid("the ID token came with another access token");
        return null;
    }

    // 3.1.3.6: the left half of the hash that goes with the signature's algorithm.
    static string HashOf(string accessToken, string algorithm)
    {
        JwtAlgorithm.TryFind(algorithm, out var known);
        var hash = CryptographicOperations.HashData(known!.Hash, Encoding.UTF8.GetBytes(accessToken));
        return Base64Url.EncodeToString(hash.AsSpan(0, hash.Length / 2));
    }

    static bool IsSame(string? said, string expected) =>
        said is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(expected));

    static string Mismatch(JwtToken said, JwtExpectation expected) =>
        said.Issuer != expected.Issuer ? $"the ID token is of issuer {OidcFault.Show(said.Issuer)}"
        : !JwtValidator.Any(said.Audiences, expected.Audiences) ? $"the ID token is for {OidcFault.Show(string.Join(' ', said.Audiences))}"
        : !expected.Algorithms.Contains(said.Algorithm) ? $"the ID token is signed with {OidcFault.Show(said.Algorithm)}; accepted are {string.Join(", ", expected.Algorithms)}"
        : "the ID token is of another type, or asks for extensions";
}
