using Gateway.Admin.Access;

namespace Gateway.Admin.SignIn;

/// <summary>What became of a sign-in: somebody is in, with the cookie in the answer, or a sentence says why not.</summary>
/// <param name="Caller">Who is in; null when refused.</param>
/// <param name="CsrfToken">What the page sends with unsafe calls.</param>
/// <param name="Refusal">For people; null when in.</param>
sealed record SignInOutcome(Caller? Caller, string? CsrfToken, string? Refusal)
{
    public static SignInOutcome Refused(string why) => new(null, null, why);
}
