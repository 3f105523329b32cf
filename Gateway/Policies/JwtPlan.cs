using Gateway.Admin.Contract;

namespace Gateway.Policies;

/// <summary>What a route asks of a token, ready for use.</summary>
sealed record JwtPlan(
    JwtIssuer Issuer,
    string[] Audiences,
    string[] Algorithms,
    string[] Scopes,
    KeyValuePair<string, string[]>[] Claims,
    string Header,
    bool IsBearer,
    bool PassToken,
    TimeSpan ClockSkew)
{
    public static JwtPlan? Of(RouteDocument route, JwtKeys keys) => route.Access.Jwt is not { } jwt ? null : new(
        keys.Of(route.Tenant!, jwt.Issuer, jwt.JwksUri is null ? null : new Uri(jwt.JwksUri)),
        [.. jwt.Audiences],
        [.. jwt.Algorithms],
        [.. jwt.RequiredScopes],
        [.. jwt.RequiredClaims.Select(claim => KeyValuePair.Create<string, string[]>(claim.Key, [.. claim.Value]))],
        jwt.Header,
        jwt.Header.Equals("Authorization", StringComparison.OrdinalIgnoreCase),
        jwt.PassToken,
        jwt.ClockSkew);
}
