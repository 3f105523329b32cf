using System.Linq.Expressions;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Tokens;

/// <summary>Access tokens. Outside configuration versions: a rollback gives nobody a right back.</summary>
sealed class TokenCollection : Collection<TokenDocument, AccessToken>
{
    /// <summary>The user whose own tokens these are; null for those of a tenant, where personal ones are seen and removed but not made.</summary>
    public string? Owner { get; init; }

    public override string Name => "tokens";

    public override bool IsVersioned => false;

    public override IQueryable<AccessToken> Rows(GatewayDb db)
    {
        var rows = db.AccessTokens.Include(row => row.Owner);
        return Owner is null ? rows : rows.Where(row => row.OwnerId == Owner);
    }

    public override TokenDocument ToDocument(AccessToken row) => new()
    {
        Id = row.Id,
        Tenant = row.TenantId,
        Name = row.Name,
        Roles = Grants.Read(row.Roles),
        ExpiresAt = row.ExpiresAt,
        Owner = row.OwnerId,
        OwnerName = row.Owner?.Name,
        Prefix = row.Prefix,
        LastFour = row.LastFour,
        CreatedBy = row.CreatedBy,
        CreatedAt = row.CreatedAt,
    };

    public override AccessToken Create(TokenDocument document, string tenant, Change change)
    {
        var row = new AccessToken
        {
            TenantId = tenant,
            Id = document.Id,
            Name = document.Name,
            Roles = "[]",
            OwnerId = Owner,
            Hash = [],
            Prefix = "",
            LastFour = "",
            CreatedBy = change.Caller.Name,
            CreatedAt = change.Time,
        };
        Issue(row);
        return row;
    }

    public override void Apply(TokenDocument document, AccessToken row)
    {
        row.Name = document.Name;
        row.Roles = Grants.Write(document.Roles);
        row.ExpiresAt = document.ExpiresAt?.ToUniversalTime();
    }

    /// <summary>Gives a new row its secret and answers it.</summary>
    public static string Issue(AccessToken row)
    {
        var secret = KeySecret.Create(KeySecret.TokenMarker);
        row.Hash = KeySecret.Hash(secret);
        (row.Prefix, row.LastFour) = KeySecret.Shown(secret);
        return secret;
    }

    public override async Task CheckAsync(TokenDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        Ids.CheckName(document.Name, change.Errors, At("name"));
        if (document.Roles.Count == 0)
            change.Errors.Add(At("roles"), "must be at least one");
        await GrantChecks.RunAsync(document.Roles, tenant, change, grant => MayGive(change.Caller, grant), At("roles"), token);
        var row = (await change.Db.AccessTokens.FindAsync([tenant, document.Id], token))!;
        if (row.OwnerId != Owner)
            change.Errors.Add(At("id"), "is a personal token: it can be removed, and its owner can make another");
    }

    public override Expression<Func<AccessToken, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Name.ToLower().Contains(word) || row.Prefix.ToLower().Contains(word)
            || (row.Owner != null && row.Owner.Name.ToLower().Contains(word));

    // To oneself one gives all that one has; to others only an administrator gives.
    bool MayGive(Caller caller, RoleGrant grant) => Owner is null ? caller.Covers(grant) : caller.Grants.Any(own => own.Covers(grant));
}
