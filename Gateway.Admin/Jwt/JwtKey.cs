using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Gateway.Admin.Jwt;

/// <summary>One public key of an issuer, and what it may check.</summary>
/// <param name="id">Its <c>kid</c>; null when it has none.</param>
/// <param name="algorithm">The only algorithm it is for; null: any that fits its kind.</param>
/// <param name="curve">Of an elliptic curve key; null for RSA.</param>
/// <param name="open">Makes the framework's object. One of these is not for several threads, so some are kept.</param>
sealed class JwtKey(string? id, string? algorithm, string? curve, Func<AsymmetricAlgorithm> open)
{
    readonly ConcurrentBag<AsymmetricAlgorithm> idle = [];

    public string? Id => id;

    public string? Algorithm => algorithm;

    public string? Curve => curve;

    /// <summary>Whether a signature of this algorithm can have been made with it: kind, curve and its own statement agree.</summary>
    public bool Fits(JwtAlgorithm asked) => asked.Curve == curve && (algorithm is null || algorithm == asked.Name);

    public bool Verify(JwtAlgorithm asked, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (!idle.TryTake(out var key))
            key = open();
        try
        {
            return key switch
            {
                RSA rsa => rsa.VerifyData(signed, signature, asked.Hash, asked.Padding!),
                ECDsa curves => curves.VerifyData(signed, signature, asked.Hash),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // Some signatures are so wrong that the library throws in place of saying no.
            return false;
        }
        finally
        {
            idle.Add(key);
        }
    }
}
