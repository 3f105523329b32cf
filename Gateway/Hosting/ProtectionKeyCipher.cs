using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Gateway.Admin.Secrets;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Gateway.Hosting;

/// <summary>
/// Encrypts the ring's keys at rest (AES-256-GCM) with a key of the node's secret: who has only the database cannot use them.
/// The framework names this class beside each key and makes it again to read.
/// </summary>
sealed class ProtectionKeyCipher(IServiceProvider services) : IXmlEncryptor, IXmlDecryptor
{
    // Keys of the ring stand in no row of anybody's, and those that were sealed before there were owners still open.
    const string Owner = "";

    readonly byte[] key = services.GetRequiredService<NodeSecret>().Derive("protection-ring");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedKey = SealedBytes.Seal(key, text, Owner);
        CryptographicOperations.ZeroMemory(text);
        return new EncryptedXmlInfo(new XElement("sealedKey", Convert.ToBase64String(sealedKey)), typeof(ProtectionKeyCipher));
    }

    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(SealedBytes.Open(key, Convert.FromBase64String(encryptedElement.Value), Owner)));
}
