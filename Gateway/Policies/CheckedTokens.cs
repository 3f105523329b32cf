using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gateway.Admin.Jwt;

namespace Gateway.Policies;

/// <summary>
/// Tokens whose signature was right, by their hash, so that it is checked once. Bounded: two halves, and when the younger one is
/// full the older one goes as a whole; a token in use moves to the younger one. Tokens that were refused are not kept.
/// </summary>
sealed class CheckedTokens(int capacity = 10_000, int maximumCharacters = 16_000_000)
{
    readonly Lock turning = new();
    volatile Half young = new();
    volatile Half old = new();

    public int Count => young.Tokens.Count + old.Tokens.Count;

    public static TokenId IdOf(ReadOnlySpan<char> token, JwtIssuer issuer)
    {
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(MemoryMarshal.AsBytes(token), MemoryMarshal.AsBytes(hash));
        return new TokenId(hash[0], hash[1], issuer);
    }

    public CheckedToken? Find(in TokenId id)
    {
        if (young.Tokens.TryGetValue(id, out var token))
            return token;
        if (old.Tokens.TryGetValue(id, out token))
            Add(id, token);
        return token;
    }

    public void Add(in TokenId id, CheckedToken token)
    {
        var half = young;
        half.Tokens[id] = token;
        var characters = Interlocked.Add(ref half.Characters, token.Length);
        var count = Interlocked.Increment(ref half.Count);
        if (count < capacity / 2 && characters < maximumCharacters / 2)
            return;
        lock (turning)
        {
            if (half == young)
                (old, young) = (half, new Half());
        }
    }

    sealed class Half
    {
        public readonly ConcurrentDictionary<TokenId, CheckedToken> Tokens = [];
        public long Characters;
        public int Count;
    }
}

/// <summary>The whole SHA-256 of a token, and whose keys it was checked with.</summary>
readonly record struct TokenId(UInt128 High, UInt128 Low, JwtIssuer Issuer)
{
    public override int GetHashCode() => Low.GetHashCode();
}

/// <summary>A token with a right signature.</summary>
/// <param name="Said">What it says.</param>
/// <param name="Keys">The keys it was checked with; it holds as long as these are in force.</param>
/// <param name="User">Pseudonym of its subject; 0 when it names none.</param>
/// <param name="Length">Of its text.</param>
sealed record CheckedToken(JwtToken Said, JwtKeySet Keys, long User, int Length);
