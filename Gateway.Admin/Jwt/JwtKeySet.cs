using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Admin.Jwt;

/// <summary>The public keys of an issuer as it gave them. What may not check a token is left out, and said.</summary>
sealed class JwtKeySet
{
    const int MaximumKeys = 100;
    const int MinimumRsaBits = 2048;
    const int MaximumRsaBits = 8192;

    readonly byte[] raw;

    JwtKeySet(byte[] raw, List<JwtKey> keys, List<string> leftOut) => (this.raw, Keys, LeftOut) = (raw, keys, leftOut);

    public IReadOnlyList<JwtKey> Keys { get; }

    /// <summary>For each key that is not used, which one and why.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <exception cref="JsonException">It is no set of keys.</exception>
    public static JwtKeySet Parse(byte[] json)
    {
        var root = StrictJson.Parse(json);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new JsonException("It has no list \"keys\".");
        if (list.GetArrayLength() > MaximumKeys)
            throw new JsonException($"It has more than {MaximumKeys} keys.");
        var keys = new List<JwtKey>();
        var leftOut = new List<string>();
        var number = 0;
        foreach (var entry in list.EnumerateArray())
            Add(entry, ++number, keys, leftOut);
        return new JwtKeySet(json, keys, leftOut);
    }

    public bool IsSameAs(JwtKeySet? other) => other is not null && raw.AsSpan().SequenceEqual(other.raw);

    static void Add(JsonElement entry, int number, List<JwtKey> keys, List<string> leftOut)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            leftOut.Add($"key {number} is no object");
            return;
        }

        var (id, algorithm) = (Text(entry, "kid"), Text(entry, "alg"));
        if (Text(entry, "use") is not (null or "sig") || !MayVerify(entry))
            return; // For something else, and rightly there.
        var fault = Read(entry, out var curve, out var open)
            ?? (algorithm is not null && (!JwtAlgorithm.TryFind(algorithm, out var known) || known.Curve != curve) ? $"its algorithm {Show(algorithm)} does not go with it" : null)
            ?? (keys.Exists(key => key.Id == id && key.Curve == curve && key.Algorithm == algorithm) ? "another key has the same id" : null);
        if (fault is null)
            keys.Add(new JwtKey(id, algorithm, curve, open!));
        else
            leftOut.Add($"key {number} ({(id is null ? "without id" : Show(id))}): {fault}");
    }

    /// <summary>Null when the key can be used; otherwise why not.</summary>
    static string? Read(JsonElement entry, out string? curve, out Func<AsymmetricAlgorithm>? open)
    {
        (curve, open) = (null, null);
        try
        {
            switch (Text(entry, "kty"))
            {
                case "RSA":
                    return ReadRsa(entry, out open);
                case "EC":
                    return ReadCurve(entry, out curve, out open);
                case "oct":
                    return "it is symmetric";
                default:
                    return "its kind is neither RSA nor EC";
            }
        }
        catch (Exception invalid) when (invalid is CryptographicException or FormatException)
        {
            return "its numbers are no key";
        }
    }

    static string? ReadRsa(JsonElement entry, out Func<AsymmetricAlgorithm>? open)
    {
        open = null;
        var parameters = new RSAParameters { Modulus = Number(entry, "n"), Exponent = Number(entry, "e") };
        var bits = new BigInteger(parameters.Modulus, isUnsigned: true, isBigEndian: true).GetBitLength();
        if (bits is < MinimumRsaBits or > MaximumRsaBits)
            return $"it has {bits} bits; {MinimumRsaBits} to {MaximumRsaBits} are accepted";
        // A long exponent would make each check slow.
        if (new BigInteger(parameters.Exponent, isUnsigned: true, isBigEndian: true) is var exponent && (exponent < 3 || exponent > uint.MaxValue || exponent.IsEven))
            return "its exponent is not accepted";
        open = () => RSA.Create(parameters);
        open().Dispose();
        return null;
    }

    static string? ReadCurve(JsonElement entry, out string? curve, out Func<AsymmetricAlgorithm>? open)
    {
        open = null;
        curve = Text(entry, "crv");
        var (named, length) = curve switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => (default, 0),
        };
        var parameters = new ECParameters { Curve = named, Q = new ECPoint { X = Number(entry, "x"), Y = Number(entry, "y") } };
        if (length == 0)
            return "its curve is none of P-256, P-384, P-521";
        if (parameters.Q.X!.Length != length || parameters.Q.Y!.Length != length)
            return "its point has not the length of its curve";
        // Fails for a point that is not on the curve.
        open = () => ECDsa.Create(parameters);
        open().Dispose();
        return null;
    }

    static bool MayVerify(JsonElement entry) =>
        !entry.TryGetProperty("key_ops", out var uses) || (uses.ValueKind == JsonValueKind.Array && uses.EnumerateArray().Any(use => use.ValueKind == JsonValueKind.String && use.GetString() == "verify"));

    static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static byte[] Number(JsonElement entry, string name) => Base64Url.DecodeFromChars(Text(entry, name) ?? throw new FormatException($"{name} is missing."));

    /// <summary>What a stranger wrote, short and on one line, for the log.</summary>
    static string Show(string text) => JsonSerializer.Serialize(text.Length > 40 ? text[..40] : text);
}
