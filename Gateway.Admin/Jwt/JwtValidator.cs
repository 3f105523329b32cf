using System.Text;

namespace Gateway.Admin.Jwt;

/// <summary>
/// Whether a token is what somebody asks for. Pure and strict: who asks lists the algorithms, a key has to fit the algorithm, and
/// nothing in the token chooses where keys come from. A token that fails for what it says itself is refused whoever signed it, so
/// that is looked at first and costs no key; a token passes only with a right signature.
/// </summary>
static class JwtValidator
{
    /// <summary>What is true of the token whoever asks: called once for a token and a set of keys.</summary>
    public static JwtFault Verify(ReadOnlySpan<char> token, JwtToken said, JwtKeySet? keys)
    {
        if (!JwtAlgorithm.TryFind(said.Algorithm, out var algorithm))
            return JwtFault.Invalid;
        if (keys is null)
            return JwtFault.UnknownKey;
        var fault = Choose(said.KeyId, algorithm, keys.Keys, out var key);
        if (fault != JwtFault.None)
            return fault;
        var signed = Encoding.ASCII.GetBytes(token[..said.SignedLength].ToArray());
        if (key!.Verify(algorithm, signed, said.Signature))
            return JwtFault.None;
        // Without ids a new key cannot be told from a wrong signature.
        return said.KeyId is null ? JwtFault.UnknownKey : JwtFault.Invalid;
    }

    /// <summary>Algorithm, type, issuer, audience and time; allocates nothing.</summary>
    public static JwtFault Check(JwtToken said, JwtExpectation expected, DateTimeOffset now)
    {
        if (!expected.Algorithms.Contains(said.Algorithm) || said.IsCritical || !IsOfType(said.Type, expected.Types) || said.Issuer != expected.Issuer)
            return JwtFault.Invalid;
        if (!Any(said.Audiences, expected.Audiences))
            return JwtFault.Invalid;
        if (Later(said.ExpiresAt, expected.ClockSkew) <= now)
            return JwtFault.Expired;
        return said.NotBefore is { } from && from > Later(now, expected.ClockSkew) ? JwtFault.NotYetValid : JwtFault.None;
    }

    /// <summary>Whether one of the values is accepted; allocates nothing.</summary>
    public static bool Any(string[] values, string[] accepted)
    {
        foreach (var value in values)
        {
            if (accepted.Contains(value))
                return true;
        }

        return false;
    }

    static JwtFault Choose(string? id, JwtAlgorithm algorithm, IReadOnlyList<JwtKey> keys, out JwtKey? chosen)
    {
        chosen = null;
        var (known, fitting) = (false, 0);
        foreach (var key in keys)
        {
            if (id is not null && key.Id != id)
                continue;
            known = true;
            if (!key.Fits(algorithm))
                continue;
            fitting++;
            chosen ??= key;
        }

        if (id is not null)
            return !known ? JwtFault.UnknownKey : chosen is null ? JwtFault.Invalid : JwtFault.None;
        // Which of several was meant is not for us to try out.
        return fitting switch { 0 => JwtFault.UnknownKey, 1 => JwtFault.None, _ => JwtFault.Invalid };
    }

    static bool IsOfType(string? type, string[] accepted)
    {
        if (type is null)
            return true;
        foreach (var each in accepted)
        {
            if (type.Equals(each, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    static DateTimeOffset Later(DateTimeOffset time, TimeSpan by) => time < DateTimeOffset.MaxValue - by ? time + by : DateTimeOffset.MaxValue;
}

/// <summary>What is wrong with a token.</summary>
enum JwtFault
{
    None,
    Malformed,
    Expired,
    NotYetValid,

    /// <summary>Signature, algorithm, issuer or audience.</summary>
    Invalid,

    /// <summary>A scope or a claim that is asked for is not there.</summary>
    Scope,

    /// <summary>No key that is known here can have signed it; the issuer may have a newer one.</summary>
    UnknownKey,
}
