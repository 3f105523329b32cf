using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>What a link that works once is for.</summary>
enum InvitationPurpose
{
    /// <summary>To make the first platform admin.</summary>
    SetUp,

    /// <summary>To choose the first password.</summary>
    Welcome,

    /// <summary>To choose a new password.</summary>
    Reset,
}

/// <summary>Links that work once. The secret is 256 random bits behind the <c>#</c> of the address; the store has its SHA-256.</summary>
static class Invitations
{
    const int SecretLength = 32;

    /// <summary>Adds one to the transaction and answers its secret.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="tenant">Whose row it is: the user's tenant, or the platform's.</param>
    /// <param name="userId">Whom it is for; null: whoever sets up the gateway. Earlier ones for the same end.</param>
    /// <param name="createdBy">Who invites.</param>
    /// <param name="now">The time.</param>
    /// <param name="lifetime">How long it works.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<string> CreateAsync(
        GatewayDb db, string tenant, string? userId, string createdBy, DateTimeOffset now, TimeSpan lifetime, CancellationToken token)
    {
        await RemoveAsync(db, tenant, userId, token);
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        db.Invitations.Add(new Invitation
        {
            Id = Guid.CreateVersion7(now),
            TenantId = tenant,
            UserId = userId,
            Hash = SHA256.HashData(secret),
            CreatedBy = createdBy,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        });
        return Base64Url.EncodeToString(secret);
    }

    /// <summary>The invitation that the secret opens, with its user; null when there is none (any more).</summary>
    public static async Task<OpenInvitation?> FindAsync(GatewayDb db, string secret, DateTimeOffset now, CancellationToken token)
    {
        if (secret.Length != 43 || !Base64Url.IsValid(secret))
            return null;
        var hash = SHA256.HashData(Base64Url.DecodeFromChars(secret));
        var row = await db.Invitations.SingleOrDefaultAsync(row => row.Hash == hash && row.ExpiresAt > now, token);
        if (row is null)
            return null;
        if (row.UserId is null)
            return new OpenInvitation(InvitationPurpose.SetUp, null, row.ExpiresAt);
        var user = await db.Users.SingleOrDefaultAsync(user => user.TenantId == row.TenantId && user.Id == row.UserId && user.Enabled && user.Issuer == null, token);
        return user is null
            ? null
            : new OpenInvitation(user.PasswordHash is null ? InvitationPurpose.Welcome : InvitationPurpose.Reset, user, row.ExpiresAt);
    }

    /// <summary>Ends all that are for this user, or for the set-up.</summary>
    public static Task RemoveAsync(GatewayDb db, string tenant, string? userId, CancellationToken token) =>
        db.Invitations.Where(row => row.TenantId == tenant && row.UserId == userId).ExecuteDeleteAsync(token);
}

/// <summary>An invitation that still works.</summary>
/// <param name="User">Whom it is for; null for the set-up.</param>
sealed record OpenInvitation(InvitationPurpose Purpose, User? User, DateTimeOffset ExpiresAt);
