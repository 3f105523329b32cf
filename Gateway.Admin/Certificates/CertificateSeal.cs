using Gateway.Admin.Secrets;

namespace Gateway.Admin.Certificates;

/// <summary>Encrypts the keys of certificates at rest, in the database as in the snapshot. All nodes have the same secret.</summary>
sealed class CertificateSeal(byte[] key)
{
    public byte[] Seal(string tenant, string id, byte[] privateKey) => SealedBytes.Seal(key, privateKey, Owner(tenant, id));

    /// <exception cref="System.Security.Cryptography.CryptographicException">Sealed with another secret, or for another certificate.</exception>
    public byte[] Open(string tenant, string id, byte[] sealedKey) => SealedBytes.Open(key, sealedKey, Owner(tenant, id));

    static string Owner(string tenant, string id) => $"certificate:{tenant}/{id}";
}
