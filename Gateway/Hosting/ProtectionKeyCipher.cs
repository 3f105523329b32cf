using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Gateway.Hosting;

/// <summary>
/// Encrypts the ring's keys at rest (AES-256-GCM) with a key of the node's secret: who has only the database cannot use them.
/// The framework names this class beside each key and makes it again to read.
/// </summary>
sealed class ProtectionKeyCipher(IServiceProvider services) : IXmlEncryptor, IXmlDecryptor
{
    const int NonceLength = 12;
    const int TagLength = 16;

    readonly byte[] key = services.GetRequiredService<NodeSecret>().Derive("protection-ring");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedKey = new byte[NonceLength + text.Length + TagLength];
        var nonce = sealedKey.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, text, sealedKey.AsSpan(NonceLength, text.Length), sealedKey.AsSpan(NonceLength + text.Length));
        CryptographicOperations.ZeroMemory(text);
        return new EncryptedXmlInfo(new XElement("sealedKey", Convert.ToBase64String(sealedKey)), typeof(ProtectionKeyCipher));
    }

    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedKey = Convert.FromBase64String(encryptedElement.Value);
        if (sealedKey.Length < NonceLength + TagLength)
            throw new CryptographicException("A key of the data-protection ring is cut off.");
        var text = new byte[sealedKey.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(sealedKey.AsSpan(0, NonceLength), sealedKey.AsSpan(NonceLength, text.Length), sealedKey.AsSpan(NonceLength + text.Length), text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
