using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Admin.Jwt;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>
/// One provider: sends browsers there and turns what they bring back into a person (OpenID Connect Core 1.0, 3.1, with PKCE).
/// What it publishes is read when it is first needed and again every 10 minutes, beside the sign-ins; the last answer goes on
/// while it is away.
/// </summary>
sealed partial class OidcProvider(string name, OidcOptions options, JwtKeys keys, IssuerClient client, TimeProvider time, ILogger<OidcProvider> log)
{
    static readonly TimeSpan Refresh = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    readonly JwtIssuer issuer = keys.Of(GatewayStore.PlatformTenant, options.Issuer, null);
    readonly JwtExpectation expected = OidcIdToken.Expect(options.Issuer, options.ClientId);
    readonly string? secret = options.ClientSecretFile is { } file ? OidcChecks.SecretIn(file) : options.ClientSecret;
    readonly OidcRoles roles = new(options.Roles);
    readonly Lock gate = new();
    volatile OidcMetadata? metadata;
    Task reading = Task.CompletedTask;
    DateTimeOffset readAt = DateTimeOffset.MinValue;

    public string Name => name;

    public string Label => options.Label ?? name;

    /// <summary>Where to send a browser; null when the provider does not answer.</summary>
    public async Task<Uri?> AuthorizeAsync(OidcFlow flow, CancellationToken token) => await MetadataAsync(token) is not { } known ? null : new Uri(QueryHelpers.AddQueryString(known.Authorize.AbsoluteUri, new Dictionary<string, string?>
    {
        ["response_type"] = "code",
        ["client_id"] = options.ClientId,
        ["redirect_uri"] = flow.RedirectUri,
        ["scope"] = string.Join(' ', OidcChecks.Words(options.Scopes)),
        ["state"] = flow.State,
        ["nonce"] = flow.Nonce,
        ["code_challenge"] = flow.Challenge,
        ["code_challenge_method"] = "S256",
    }));

    /// <summary>Who came back, or why they are not let in. Exactly one of the two.</summary>
    /// <param name="flow">From the browser that began it.</param>
    /// <param name="answer">The provider's answer in the address.</param>
    /// <param name="token">Cancels.</param>
    public async Task<(ExternalPerson? Person, OidcFault? Fault)> FinishAsync(OidcFlow flow, OidcAnswer answer, CancellationToken token)
    {
        try
        {
            var (person, fault) = await TakeAsync(flow, answer, token);
            if (fault?.Detail is { } detail)
                Log.Refused(log, name, detail);
            return (person, fault);
        }
        catch (Exception away) when (away is HttpRequestException or JsonException || (away is OperationCanceledException && !token.IsCancellationRequested))
        {
            Log.Away(log, name, Reason(away));
            return (null, OidcFault.Away(null));
        }
    }

    async Task<(ExternalPerson?, OidcFault?)> TakeAsync(OidcFlow flow, OidcAnswer answer, CancellationToken token)
    {
        if (await MetadataAsync(token) is not { } known)
            return (null, OidcFault.Away("it has not published what a sign-in needs"));
        // RFC 9207: an answer of another provider must not be taken to this one.
        if (answer.Issuer is null ? known.NamesItself : answer.Issuer != options.Issuer)
            return (null, OidcFault.Invalid($"the answer is of issuer {OidcFault.Show(answer.Issuer)}"));
        if (answer.Error is { } error)
            return (null, error is "access_denied" ? OidcFault.Denied : OidcFault.Invalid($"it answered the browser with the error {OidcFault.Show(error)}"));
        if (string.IsNullOrEmpty(answer.Code))
            return (null, OidcFault.Invalid("its answer has no code"));

        var (status, tokens) = await client.PostAsync(known.Token, Form(flow, answer.Code, known), Authorization(known), token);
        if ((int)status >= 500)
            return (null, OidcFault.Away($"its token endpoint answered {(int)status}"));
        if ((int)status != 200)
            return (null, OidcFault.Invalid($"its token endpoint answered {(int)status} {OidcFault.Show(IssuerClient.Text(tokens, "error"))}"));
        var accessToken = IssuerClient.Text(tokens, "access_token");
        if (IssuerClient.Text(tokens, "id_token") is not { } idToken)
            return (null, OidcFault.Invalid("its token endpoint gave no ID token"));
        var (said, fault) = await OidcIdToken.CheckAsync(idToken, expected, issuer, flow.Nonce, accessToken, time, token);
        return fault is null ? await PersonAsync(said, known.UserInfo, accessToken, token) : (null, fault);
    }

    async Task<(ExternalPerson?, OidcFault?)> PersonAsync(JsonElement said, Uri? userInfo, string? accessToken, CancellationToken token)
    {
        var subject = IssuerClient.Text(said, "sub")!;
        var claims = new OidcClaims(said);
        if (userInfo is not null && accessToken is not null && roles.Claims.Append(options.NameClaim).Append(options.SignInClaim).Any(claim => claims.Values(claim).Count == 0))
        {
            var more = await client.ReadAsync(userInfo, accessToken, token);
            // Core, 5.3.2: what is about somebody else must not be used.
            if (IssuerClient.Text(more, "sub") != subject)
                return (null, OidcFault.Invalid("its userinfo is about another subject"));
            claims = new OidcClaims(said, more);
        }

        string?[] names = [claims.Text(options.SignInClaim), claims.Text("email"), subject];
        var signIn = names.OfType<string>().Select(SignInName.Normal).FirstOrDefault(SignInName.IsAllowed) ?? "";
        return (new ExternalPerson(options.Issuer, subject, OidcPerson.Clean(claims.Text(options.NameClaim)) ?? signIn, signIn, roles.Of(claims)), null);
    }

    IEnumerable<KeyValuePair<string, string>> Form(OidcFlow flow, string code, OidcMetadata known)
    {
        yield return new("grant_type", "authorization_code");
        yield return new("code", code);
        yield return new("redirect_uri", flow.RedirectUri);
        yield return new("code_verifier", flow.Verifier);
        if (secret is null || !known.TakesBasic)
            yield return new("client_id", options.ClientId);
        if (secret is not null && !known.TakesBasic)
            yield return new("client_secret", secret);
    }

    // RFC 6749, 2.3.1: both halves are form-encoded first.
    AuthenticationHeaderValue? Authorization(OidcMetadata known) => secret is null || !known.TakesBasic
        ? null
        : new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(secret)}")));

    async Task<OidcMetadata?> MetadataAsync(CancellationToken token)
    {
        Task mine;
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (reading.IsCompleted && now - readAt >= (metadata is null ? Again : Refresh))
            {
                readAt = now;
                // Kept in this field, ended by the client's own time limit, never throws.
                reading = Task.Run(ReadAsync, CancellationToken.None);
            }

            mine = reading;
        }

        if (metadata is null)
            await mine.WaitAsync(token);
        return metadata;
    }

    async Task ReadAsync()
    {
        try
        {
            metadata = OidcMetadata.Read(await client.DiscoverAsync(options.Issuer, CancellationToken.None), options.Issuer);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The edge of the call: what is known stays known, and a later sign-in tries again.
            Log.Away(log, name, Reason(failed));
        }
    }

    static string Reason(Exception failed) => failed is OperationCanceledException ? "it did not answer in time" : failed.InnerException?.Message ?? failed.Message;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A sign-in by {Provider} was refused: {Reason}")]
        public static partial void Refused(ILogger log, string provider, string reason);

        [LoggerMessage(LogLevel.Warning, "Sign-in provider {Provider} does not answer as it should: {Reason}")]
        public static partial void Away(ILogger log, string provider, string reason);
    }
}

/// <summary>What the provider wrote into the address that the browser brought.</summary>
sealed record OidcAnswer(string? Code, string? Error, string? Issuer);
