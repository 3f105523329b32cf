using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.SignIn;

/// <summary>
/// A way in: finds out who somebody is and hands them to <see cref="SignInDesk"/>, which does the rest for all of them.
/// To add one: a class like <c>Methods/PasswordMethod.cs</c>, and a line in <c>SignInMethods.cs</c>.
/// </summary>
interface ISignInMethod
{
    /// <summary>What the sign-in page offers; a method may have several, such as one for each provider, or none.</summary>
    IEnumerable<SignInOffer> Offers { get; }

    /// <summary>Maps its endpoints below <c>/api/v1/sign-in</c>; all of them are anonymous there.</summary>
    void Map(IEndpointRouteBuilder signIn);
}

/// <summary>One way in, as the page lists it.</summary>
/// <param name="Id">Kind, or kind and name, such as <c>password</c> or <c>oidc/work</c>.</param>
/// <param name="Label">What people read.</param>
sealed record SignInOffer(string Id, string Label);
