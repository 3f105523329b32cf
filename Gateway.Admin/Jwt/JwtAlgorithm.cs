using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gateway.Admin.Jwt;

/// <summary>A signature algorithm that is taken: an asymmetric one. There is no entry for "none" and none for HMAC.</summary>
/// <param name="Name">As in the token's header.</param>
/// <param name="Hash">Over what is signed.</param>
/// <param name="Padding">For RSA; null for elliptic curves.</param>
/// <param name="Curve">For elliptic curves: the one curve that goes with it, as keys name it.</param>
sealed record JwtAlgorithm(string Name, HashAlgorithmName Hash, RSASignaturePadding? Padding, string? Curve)
{
    static readonly JwtAlgorithm[] All =
    [
        new("RS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, null),
        new("RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, null),
        new("RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, null),
        new("PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss, null),
        new("PS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pss, null),
        new("PS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pss, null),
        new("ES256", HashAlgorithmName.SHA256, null, "P-256"),
        new("ES384", HashAlgorithmName.SHA384, null, "P-384"),
        new("ES512", HashAlgorithmName.SHA512, null, "P-521"),
    ];

    public static bool TryFind(string name, [NotNullWhen(true)] out JwtAlgorithm? algorithm)
    {
        algorithm = Array.Find(All, each => each.Name == name);
        return algorithm is not null;
    }
}
