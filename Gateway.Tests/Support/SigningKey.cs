using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Support;

/// <summary>A private key that makes tokens, right ones and every kind of wrong one.</summary>
sealed class SigningKey(string? id, AsymmetricAlgorithm key, string? algorithm = null)
{
    public string? Id => id;

    public static SigningKey Rsa(string? id, int bits = 2048, string? algorithm = null) => new(id, RSA.Create(bits), algorithm);

    public static SigningKey Curve(string? id, ECCurve curve) => new(id, ECDsa.Create(curve));

    /// <summary>The public half, as an issuer gives it.</summary>
    public Dictionary<string, string?> ToJwk()
    {
        var jwk = new Dictionary<string, string?> { ["use"] = "sig" };
        if (id is not null)
            jwk["kid"] = id;
        if (algorithm is not null)
            jwk["alg"] = algorithm;
        if (key is RSA rsa)
        {
            var numbers = rsa.ExportParameters(false);
            (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", Base64Url.EncodeToString(numbers.Modulus), Base64Url.EncodeToString(numbers.Exponent));
        }
        else
        {
            var numbers = ((ECDsa)key).ExportParameters(false);
            (jwk["kty"], jwk["crv"]) = ("EC", key.KeySize switch { 256 => "P-256", 384 => "P-384", _ => "P-521" });
            (jwk["x"], jwk["y"]) = (Base64Url.EncodeToString(numbers.Q.X), Base64Url.EncodeToString(numbers.Q.Y));
        }

        return jwk;
    }

    public string ToPem() => key.ExportSubjectPublicKeyInfoPem();

    /// <summary>A token with these claims.</summary>
    public string Token(object claims, string signedAs = "RS256", object? header = null) =>
        Signed(JsonSerializer.Serialize(header ?? (id is null ? new { alg = signedAs } : new { alg = signedAs, kid = id, typ = "JWT" })), JsonSerializer.Serialize(claims), signedAs);

    /// <summary>A token of any texts.</summary>
    public string Signed(string header, string payload, string signedAs = "RS256")
    {
        var signed = Encode(header) + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed), signedAs));
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    byte[] Sign(byte[] data, string signedAs)
    {
        var hash = new HashAlgorithmName("SHA" + signedAs[2..]);
        return key is RSA rsa
            ? rsa.SignData(data, hash, signedAs[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignData(data, hash);
    }
}
