using System.Linq.Expressions;
using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;

namespace Gateway.Admin.Tokens;

/// <summary>Access tokens. Outside configuration versions: a rollback gives nobody a right back.</summary>
sealed class TokenCollection : Collection<TokenDocument, AccessToken>
{
    public override string Name => "tokens";

    protected override bool IsVersioned => false;

    public override TokenDocument ToDocument(AccessToken row) => new()
    {
        Id = row.Id,
        Tenant = row.TenantId,
        Name = row.Name,
        Roles = JsonSerializer.Deserialize<List<RoleGrant>>(row.Roles, ContractJson.Options)!,
        ExpiresAt = row.ExpiresAt,
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
        row.Roles = JsonSerializer.Serialize(document.Roles, ContractJson.Options);
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
        if (document.Roles.Count is 0 or > 100)
            change.Errors.Add(At("roles"), "must be 1 to 100");
        for (var i = 0; i < document.Roles.Count; i++)
            await CheckGrantAsync(document.Roles[i], tenant, change, At($"roles[{i}]"), token);
    }

    public override Expression<Func<AccessToken, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Name.ToLower().Contains(word) || row.Prefix.ToLower().Contains(word);

    static async Task CheckGrantAsync(RoleGrant grant, string tenant, Change change, string path, CancellationToken token)
    {
        var (needsTenant, needsTeam) = grant.Role switch
        {
            Role.PlatformAdmin or Role.PlatformObserver => (false, false),
            Role.TeamAdmin or Role.TeamViewer => (true, true),
            _ => (true, false),
        };
        if (needsTenant != grant.Tenant is not null)
            change.Errors.Add($"{path}.tenant", needsTenant ? "is required for this role" : "must be null for a role of the platform");
        if (needsTeam != grant.Team is not null)
            change.Errors.Add($"{path}.team", needsTeam ? "is required for this role" : "must be null for this role");
        if (tenant != GatewayStore.PlatformTenant && grant.Tenant != tenant)
            change.Errors.Add($"{path}.tenant", $"must be '{tenant}', the tenant of the call");
        if (grant.Tenant is { } named)
        {
            await Ids.CheckReferenceAsync<Tenant>(named, named, change, $"{path}.tenant", token);
            await Ids.CheckReferenceAsync<Team>(grant.Team, named, change, $"{path}.team", token);
        }

        if (!change.Caller.Covers(grant))
            change.Errors.Add(path, "is more than you have yourself");
    }
}
