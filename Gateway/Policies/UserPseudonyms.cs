using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Kpi;

namespace Gateway.Policies;

/// <summary>
/// Names for users that tell them apart and say nothing about them: 64 bits of an HMAC-SHA256 over tenant, issuer and subject.
/// The same on every node and day, as the key comes from the node secret; without that key nobody can go from a known subject
/// to its pseudonym. The tenant is part of it, so a user of two tenants is two.
/// </summary>
sealed class UserPseudonyms(byte[] key) : IUserPseudonyms
{
    /// <summary>Stands in place of an issuer for the user of an API key.</summary>
    public const string Consumer = "consumer";

    /// <summary>Never 0, which stands for "nobody is known".</summary>
    public long Of(string tenant, string issuer, string subject)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hmac, tenant);
        Append(hmac, issuer);
        Append(hmac, subject);
        Span<byte> hash = stackalloc byte[32];
        hmac.GetHashAndReset(hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash) is not 0 and var user ? user : 1;
    }

    long IUserPseudonyms.OfSubject(string tenant, string issuer, string subject) => Of(tenant, issuer, subject);

    long IUserPseudonyms.OfConsumer(string tenant, string consumer) => Of(tenant, Consumer, consumer);

    // With its length before it, so that no two triples give the same bytes.
    static void Append(IncrementalHash hmac, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hmac.AppendData(length);
        hmac.AppendData(bytes);
    }
}
