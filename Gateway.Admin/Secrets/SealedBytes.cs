using System.Security.Cryptography;
using System.Text;

namespace Gateway.Admin.Secrets;

/// <summary>
/// Bytes at rest under a key of the node's secret: AES-256-GCM, laid out as nonce (12), ciphertext, tag (16). What they belong to
/// is authenticated with them, so a sealed value that is put into another row does not open there.
/// </summary>
static class SealedBytes
{
    const int NonceLength = 12;
    const int TagLength = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> open, string owner)
    {
        var sealedBytes = new byte[NonceLength + open.Length + TagLength];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, open, sealedBytes.AsSpan(NonceLength, open.Length), sealedBytes.AsSpan(NonceLength + open.Length), Encoding.UTF8.GetBytes(owner));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another secret, another owner, or damaged.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedBytes, string owner)
    {
        if (sealedBytes.Length < NonceLength + TagLength)
            throw new CryptographicException("What is sealed is cut off.");
        var open = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(sealedBytes[..NonceLength], sealedBytes.Slice(NonceLength, open.Length), sealedBytes[^TagLength..], open, Encoding.UTF8.GetBytes(owner));
        return open;
    }
}
