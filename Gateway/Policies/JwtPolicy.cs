using Gateway.Admin.Jwt;
using Gateway.Analytics.Events;

namespace Gateway.Policies;

/// <summary>
/// Asks for a token of an issuer where the route does. From memory alone, with one exception: a token whose key is not known may
/// wait up to 2 s for the issuer. An issuer that does not answer is the gateway's failure (503), never the sender's (401).
/// </summary>
sealed class JwtPolicy(UserPseudonyms users, TimeProvider time) : IPolicy
{
    /// <summary>Longer ones are refused unread.</summary>
    public const int MaximumLength = 8192;

    const string BearerScheme = "Bearer ";
    const string InvalidToken = "Bearer error=\"invalid_token\"";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static readonly Refusal Missing = new(401, Reason.TokenMissing, "Token required", "Send a token of the route's issuer, as Authorization: Bearer or in the route's token header.");
    static readonly Refusal Malformed = new(401, Reason.TokenMalformed, "Token malformed", "This is not a signed JWT with a time of expiry, or it is longer than 8192 characters.") { Challenge = InvalidToken };
    static readonly Refusal Expired = new(401, Reason.TokenExpired, "Token expired", "Ask the issuer for a new one.") { Challenge = InvalidToken };
    static readonly Refusal NotYetValid = new(401, Reason.TokenNotYetValid, "Token not valid yet", "Its time has not come. Check the clock of whoever made it.") { Challenge = InvalidToken };
    static readonly Refusal Invalid = new(401, Reason.TokenInvalid, "Token not accepted", "Its signature, algorithm, issuer or audience is not what the route takes.") { Challenge = InvalidToken };
    static readonly Refusal Scope = new(403, Reason.TokenScope, "Token not sufficient", "The token is valid but lacks a scope or a claim that the route asks for.") { Challenge = "Bearer error=\"insufficient_scope\"" };
    static readonly Refusal Away = new(503, Reason.IssuerAway, "Token cannot be checked", "The token's issuer does not answer, and its key is not known. Try again in a moment.") { By = FailedBy.Gateway };

    readonly CheckedTokens tokens = new();

    public ValueTask<Refusal?> CheckAsync(HttpContext http, RoutePlan route, Admission admission) =>
        route.Jwt is null ? new((Refusal?)null) : Check(http, route.Jwt, admission);

    ValueTask<Refusal?> Check(HttpContext http, JwtPlan plan, Admission admission)
    {
        var sent = http.Request.Headers[plan.Header];
        if (sent.Count > 1)
            return new(Malformed);
        var text = sent.Count == 0 ? null : sent[0];
        var hasScheme = text is not null && text.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase);
        if (string.IsNullOrWhiteSpace(text) || (plan.IsBearer && !hasScheme))
            return new(Missing);
        var token = text.AsMemory(hasScheme ? BearerScheme.Length : 0).Trim();
        if (token.Length > MaximumLength)
            return new(Malformed);
        var fault = Judge(token.Span, plan, admission);
        return fault == JwtFault.UnknownKey ? new(AskAsync(http, token, plan, admission)) : new(Answer(fault, http, plan));
    }

    async Task<Refusal?> AskAsync(HttpContext http, ReadOnlyMemory<char> token, JwtPlan plan, Admission admission)
    {
        var asking = plan.Issuer.AskAsync();
        await asking.WaitAsync(Patience, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var fault = Judge(token.Span, plan, admission);
        if (fault != JwtFault.UnknownKey)
            return Answer(fault, http, plan);
        return plan.Issuer.Keys is null || plan.Issuer.IsAway || !asking.IsCompleted ? Away : Invalid;
    }

    /// <summary>A right token leaves its user in the admission.</summary>
    JwtFault Judge(ReadOnlySpan<char> token, JwtPlan plan, Admission admission)
    {
        var now = time.GetUtcNow();
        var keys = plan.Issuer.Keys;
        var id = CheckedTokens.IdOf(token, plan.Issuer);
        var known = tokens.Find(id);
        var said = known?.Said ?? JwtToken.Read(token);
        if (said is null)
            return JwtFault.Malformed;
        var fault = JwtValidator.Check(said, plan.Expected, now);
        if (fault != JwtFault.None)
            return fault;
        if (known is null || known.Keys != keys)
        {
            fault = JwtValidator.Verify(token, said, keys);
            if (fault != JwtFault.None)
                return fault;
            var user = said.Subject is { } subject ? users.Of(plan.Issuer.Tenant, plan.Issuer.Issuer, subject) : 0;
            tokens.Add(id, known = new CheckedToken(said, keys!, user, token.Length));
        }

        if (known.User != 0)
            admission.User = known.User;
        return plan.IsSatisfiedBy(said) ? JwtFault.None : JwtFault.Scope;
    }

    static Refusal? Answer(JwtFault fault, HttpContext http, JwtPlan plan)
    {
        if (fault == JwtFault.None && !plan.PassToken)
            http.Request.Headers.Remove(plan.Header);
        return fault switch
        {
            JwtFault.None => null,
            JwtFault.Malformed => Malformed,
            JwtFault.Expired => Expired,
            JwtFault.NotYetValid => NotYetValid,
            JwtFault.Scope => Scope,
            _ => Invalid,
        };
    }
}
