namespace Gateway.Admin.Jwt;

/// <summary>What a token has to say of itself, whoever signed it.</summary>
/// <param name="Issuer">As tokens name it, letter by letter.</param>
/// <param name="Audiences">A token must be for one of these.</param>
/// <param name="Algorithms">Signature algorithms that are taken.</param>
/// <param name="Types">Types that are taken, in any case; a token may also say none (RFC 8725, 3.11).</param>
/// <param name="ClockSkew">By how much the clocks of issuer and gateway may differ.</param>
sealed record JwtExpectation(string Issuer, string[] Audiences, string[] Algorithms, string[] Types, TimeSpan ClockSkew);
