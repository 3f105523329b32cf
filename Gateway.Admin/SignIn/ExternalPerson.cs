using Gateway.Admin.Contract;

namespace Gateway.Admin.SignIn;

/// <summary>Somebody for whom an identity provider vouches.</summary>
/// <param name="Issuer">The provider, as its tokens name it.</param>
/// <param name="Subject">The provider's own name of the person, which stays.</param>
/// <param name="Name">What people call them.</param>
/// <param name="SignIn">What they are called where a short name is needed, such as an e-mail address; unique in the gateway.</param>
/// <param name="Grants">Roles that the claims give now, in place of those they gave before.</param>
sealed record ExternalPerson(string Issuer, string Subject, string Name, string SignIn, IReadOnlyList<RoleGrant> Grants);
