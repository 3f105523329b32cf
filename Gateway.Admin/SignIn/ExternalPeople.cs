using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>Users for whom an identity provider vouches: made at the first sign-in, kept at what the claims say.</summary>
sealed class ExternalPeople(GatewayStore store, StoreWriter writer)
{
    /// <summary>Finds the person's user or makes it.</summary>
    /// <returns>Where the user is; or a sentence for people why it may not come in.</returns>
    public async Task<(string Tenant, string Id, string? Refusal)> EnsureAsync(ExternalPerson person, string? address, CancellationToken token)
    {
        var signIn = SignInName.Normal(person.SignIn);
        if (!SignInName.IsAllowed(signIn))
            return ("", "", "The identity provider gave no name that can be used here as a sign-in name.");

        List<RoleGrant> grants;
        await using (var session = await store.OpenAsync(GatewayStore.AllTenants, token))
        {
            grants = await KnownAsync(session.Db, person.Grants, token);
            if (await FindAsync(session.Db, person, token) is { } known && !Differs(known, signIn, grants))
                return (known.TenantId, known.Id, null);
        }

        User? user = null;
        string? refusal = null;
        var caller = new Caller(signIn, grants) { Address = address };
        await writer.RunAsync(GatewayStore.AllTenants, caller, async change =>
        {
            user = await FindAsync(change.Db, person, token);
            var isTaken = await change.Db.Users.AnyAsync(row => row.SignIn == signIn && (row.Issuer != person.Issuer || row.Subject != person.Subject), token);
            if (user is null && isTaken)
                refusal = $"The sign-in name '{signIn}' belongs to another account. Ask an administrator to rename or remove that one.";
            else if (user is null)
                user = await MakeAsync(change, person, signIn, grants, token);
            else
                user = await UpdateAsync(change, user, isTaken ? user.SignIn : signIn, grants, token);
        }, token);
        return refusal is null ? (user!.TenantId, user.Id, null) : ("", "", refusal);
    }

    static Task<User?> FindAsync(GatewayDb db, ExternalPerson person, CancellationToken token) =>
        db.Users.SingleOrDefaultAsync(row => row.Issuer == person.Issuer && row.Subject == person.Subject, token);

    static bool Differs(User user, string signIn, List<RoleGrant> grants) =>
        user.SignIn != signIn || !Grants.Read(user.ClaimedRoles).ToHashSet().SetEquals(grants) || HomeOf(user, grants) != user.TenantId;

    /// <summary>Where the user belongs with these claims. The platform keeps whom it has, and nobody is moved for having lost all roles.</summary>
    static string HomeOf(User user, List<RoleGrant> grants)
    {
        var all = Grants.Read(user.Roles).Union(grants).ToList();
        return user.TenantId == GatewayStore.PlatformTenant || all.Count == 0 ? user.TenantId : Grants.HomeOf(all);
    }

    /// <summary>A claim may name a tenant or a team that is not here (any more): that gives nothing.</summary>
    static async Task<List<RoleGrant>> KnownAsync(GatewayDb db, IReadOnlyList<RoleGrant> claimed, CancellationToken token)
    {
        var named = claimed.Select(grant => grant.Tenant).OfType<string>().Distinct().ToList();
        var tenants = await db.Tenants.Where(row => named.Contains(row.Id)).Select(row => row.Id).ToListAsync(token);
        var teams = await db.Teams.Where(row => named.Contains(row.TenantId)).Select(row => new { row.TenantId, row.Id }).ToListAsync(token);
        return [.. claimed.Distinct().Where(grant =>
            (grant.Tenant is null || tenants.Contains(grant.Tenant))
            && (grant.Team is null || teams.Any(team => team.TenantId == grant.Tenant && team.Id == grant.Team)))];
    }

    static async Task<User> MakeAsync(Change change, ExternalPerson person, string signIn, List<RoleGrant> grants, CancellationToken token)
    {
        var home = Grants.HomeOf(grants);
        var user = new User
        {
            TenantId = home,
            Id = await SignInName.FreeIdAsync(change.Db, home, signIn, token),
            Name = NameOf(person, signIn),
            SignIn = signIn,
            Roles = "[]",
            ClaimedRoles = Grants.Write(grants),
            Enabled = true,
            Issuer = person.Issuer,
            Subject = person.Subject,
            CreatedBy = signIn,
            CreatedAt = change.Time,
            Revision = change.Revision,
        };
        change.Db.Users.Add(user);
        change.NoteUnversioned("users", user.TenantId, user.Id, null, Shown(user));
        return user;
    }

    static async Task<User> UpdateAsync(Change change, User user, string signIn, List<RoleGrant> grants, CancellationToken token)
    {
        var before = Shown(user);
        var home = HomeOf(user, grants);
        if (home != user.TenantId)
        {
            // What belongs to the old tenant, its sessions and tokens, ends with the old row.
            change.Db.Remove(user);
            change.NoteUnversioned("users", user.TenantId, user.Id, before, null);
            await change.Db.SaveChangesAsync(token);
            user = new User
            {
                TenantId = home,
                Id = await SignInName.FreeIdAsync(change.Db, home, signIn, token),
                Name = user.Name,
                SignIn = signIn,
                Roles = user.Roles,
                Enabled = user.Enabled,
                Issuer = user.Issuer,
                Subject = user.Subject,
                CreatedBy = user.CreatedBy,
                CreatedAt = user.CreatedAt,
            };
            change.Db.Users.Add(user);
            before = null;
        }

        user.SignIn = signIn;
        user.ClaimedRoles = Grants.Write(grants);
        user.Revision = change.Revision;
        change.NoteUnversioned("users", user.TenantId, user.Id, before, Shown(user));
        return user;
    }

    static string NameOf(ExternalPerson person, string signIn)
    {
        var name = new string([.. person.Name.EnumerateRunes().Where(rune => !System.Text.Rune.IsControl(rune)).Take(100).SelectMany(rune => rune.ToString())]).Trim();
        return name.Length == 0 ? signIn : name;
    }

    static JsonObject Shown(User user) => new()
    {
        ["signIn"] = user.SignIn,
        ["name"] = user.Name,
        ["claimedRoles"] = JsonNode.Parse(user.ClaimedRoles ?? "[]"),
    };
}
