using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Admin.Secrets;

/// <summary>
/// A secret as its user holds it: <c>gw_live_</c> (an API key), <c>gw_user_</c> (an access token) or
/// <c>gw_view_</c> (a link to a dashboard), 33 random characters (196 bits), an underscore and a checksum of four. The
/// checksum refuses typos and foreign tokens without a look-up, and lets leak scanners know a key when they see one.
/// </summary>
static class KeySecret
{
    /// <summary>API keys begin with it.</summary>
    public const string Marker = "gw_live_";

    /// <summary>Access tokens of the admin area begin with it; as long as the other.</summary>
    public const string TokenMarker = "gw_user_";

    /// <summary>Secret links to a dashboard begin with it; as long as the others.</summary>
    public const string LinkMarker = "gw_view_";

    const int RandomLength = 33;
    const int ChecksumLength = 4;

    /// <summary>Length of every key.</summary>
    public const int Length = 8 + RandomLength + 1 + ChecksumLength;

    const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Makes a new one.</summary>
    public static string Create(string marker = Marker)
    {
        var body = marker + RandomNumberGenerator.GetString(Alphabet, RandomLength);
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(body, checksum);
        return $"{body}_{checksum}";
    }

    /// <summary>Whether it can be one of ours. Allocates nothing.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> key, string marker = Marker)
    {
        if (key.Length != Length || !key.StartsWith(marker, StringComparison.Ordinal) || key[Marker.Length + RandomLength] != '_')
            return false;
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(key[..(Marker.Length + RandomLength)], checksum);
        return key[^ChecksumLength..].SequenceEqual(checksum);
    }

    /// <summary>SHA-256 of the key's UTF-8 bytes: all that is stored of it. 196 random bits need no slow hash.</summary>
    public static void Hash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[512];
        var length = Encoding.UTF8.GetByteCount(key) <= bytes.Length ? Encoding.UTF8.GetBytes(key, bytes) : 0;
        SHA256.HashData(bytes[..length], hash);
    }

    public static byte[] Hash(string key)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(key.AsSpan(), hash);
        return hash;
    }

    /// <summary>What stays visible of a key.</summary>
    public static (string Prefix, string LastFour) Shown(string key) => (key[..(Marker.Length + 4)], key[^4..]);

    static void WriteChecksum(ReadOnlySpan<char> body, Span<char> into)
    {
        Span<byte> bytes = stackalloc byte[64];
        var length = Encoding.UTF8.TryGetBytes(body, bytes, out var written) ? written : 0;
        var crc = Crc32.HashToUInt32(bytes[..length]);
        for (var i = 0; i < into.Length; i++, crc /= (uint)Alphabet.Length)
            into[i] = Alphabet[(int)(crc % (uint)Alphabet.Length)];
    }
}
