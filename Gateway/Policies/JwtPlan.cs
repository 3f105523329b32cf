using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;

namespace Gateway.Policies;

/// <summary>What a route asks of a token, ready for use.</summary>
sealed record JwtPlan(
    JwtIssuer Issuer,
    JwtExpectation Expected,
    string[] Scopes,
    KeyValuePair<string, string[]>[] Claims,
    string Header,
    bool IsBearer,
    bool PassToken)
{
    // RFC 9068: what says that it is something else is no access token.
    static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt"];

    public static JwtPlan? Of(RouteDocument route, JwtKeys keys) => route.Access.Jwt is not { } jwt ? null : new(
        keys.Of(route.Tenant!, jwt.Issuer, jwt.JwksUri is null ? null : new Uri(jwt.JwksUri)),
        new JwtExpectation(jwt.Issuer, [.. jwt.Audiences], [.. jwt.Algorithms], Types, jwt.ClockSkew),
        [.. jwt.RequiredScopes],
        [.. jwt.RequiredClaims.Select(claim => KeyValuePair.Create<string, string[]>(claim.Key, [.. claim.Value]))],
        jwt.Header,
        jwt.Header.Equals("Authorization", StringComparison.OrdinalIgnoreCase),
        jwt.PassToken);

    /// <summary>Whether the token has all scopes, and of each claim one value, that the route asks for; allocates nothing.</summary>
    public bool IsSatisfiedBy(JwtToken said)
    {
        foreach (var scope in Scopes)
        {
            if (!said.Scopes.Contains(scope))
                return false;
        }

        foreach (var (name, accepted) in Claims)
        {
            if (!said.Claims.TryGetValue(name, out var values) || !JwtValidator.Any(values, accepted))
                return false;
        }

        return true;
    }
}
