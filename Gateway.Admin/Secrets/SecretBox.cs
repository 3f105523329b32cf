using System.Security.Cryptography;
using System.Text;

namespace Gateway.Admin.Secrets;

/// <summary>
/// Encrypts what the store keeps for others (AES-256-GCM): who has only the database cannot use it. A sealed value says for what
/// it was sealed, so that nobody moves it from one row to another.
/// </summary>
/// <param name="key">32 bytes, derived from the node's secret.</param>
sealed class SecretBox(byte[] key)
{
    const int NonceLength = 12;
    const int TagLength = 16;

    /// <summary>Nonce, ciphertext, tag.</summary>
    /// <param name="about">What it belongs to; the same is needed to open it.</param>
    public byte[] Seal(string text, string about)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(box.AsSpan(0, NonceLength), plain, box.AsSpan(NonceLength, plain.Length), box.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(about));
        CryptographicOperations.ZeroMemory(plain);
        return box;
    }

    /// <exception cref="CryptographicException">It was sealed with another key or for something else, or is damaged.</exception>
    public string Open(byte[] box, string about)
    {
        if (box.Length < NonceLength + TagLength)
            throw new CryptographicException("A sealed value is cut off.");
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(box.AsSpan(0, NonceLength), box.AsSpan(NonceLength, plain.Length), box.AsSpan(NonceLength + plain.Length), plain, Encoding.UTF8.GetBytes(about));
        return Encoding.UTF8.GetString(plain);
    }
}
