namespace Gateway.Admin.Contract;

/// <summary>A signed token (JWT) that the sender has to bring: whose it must be, for whom, and what it must say.</summary>
sealed record JwtDocument
{
    /// <summary>As tokens name it in <c>iss</c>, letter by letter. https, or http on this machine.</summary>
    public required string Issuer { get; init; }

    /// <summary>A token must be for one of these.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>Where the issuer's keys are; null: found at <c>{issuer}/.well-known/openid-configuration</c>.</summary>
    public string? JwksUri { get; init; }

    /// <summary>Signature algorithms that are taken; default all of <see cref="JwtAlgorithms.All"/>.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = JwtAlgorithms.All;

    /// <summary>All of them must be in <c>scope</c> or <c>scp</c>.</summary>
    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>For each claim the values of which it must have one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredClaims { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Header that carries the token. Default Authorization, as Bearer.</summary>
    public string Header { get; init; } = "Authorization";

    /// <summary>Whether the upstream sees the token. Default true.</summary>
    public bool PassToken { get; init; } = true;

    /// <summary>By how much the clocks of issuer and gateway may differ. Default 00:00:30, at most 00:05:00.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The accepted signature algorithms: those where who can check cannot sign.</summary>
static class JwtAlgorithms
{
    public static IReadOnlyList<string> All { get; } = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"];
}
