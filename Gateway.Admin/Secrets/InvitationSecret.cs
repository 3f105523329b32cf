using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Admin.Secrets;

/// <summary>The secret in a link that works once: 256 random bits as base64url, 43 characters. It is held by whom it is for; the store keeps its SHA-256.</summary>
static class InvitationSecret
{
    const int Length = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    /// <summary>SHA-256 of the secret's characters. 256 random bits need no slow hash.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
