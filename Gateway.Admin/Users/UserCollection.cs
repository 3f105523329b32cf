using System.Linq.Expressions;
using Gateway.Admin.Access;
using Gateway.Admin.Alerts;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.SignIn;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Users;

/// <summary>People. Outside configuration versions: a rollback gives nobody a right back.</summary>
sealed class UserCollection(TimeProvider time) : Collection<UserDocument, User>
{
    /// <summary>How long an invitation works.</summary>
    static readonly TimeSpan InvitationLifetime = TimeSpan.FromHours(72);

    public override string Name => "users";

    public override bool IsVersioned => false;

    public override IQueryable<User> Rows(GatewayDb db) => db.Users.Include(row => row.State).Include(row => row.Invitations);

    public override UserDocument ToDocument(User row)
    {
        var lockedUntil = row.State?.LockedUntil > time.GetUtcNow() ? row.State.LockedUntil : null;
        return new()
        {
            Id = row.Id,
            Tenant = row.TenantId,
            Name = row.Name,
            SignIn = row.SignIn,
            Roles = Grants.Read(row.Roles),
            Enabled = row.Enabled,
            ClaimedRoles = Grants.Read(row.ClaimedRoles),
            Method = row.Issuer is null ? SignInMethod.Password : SignInMethod.Oidc,
            State = !row.Enabled ? UserState.Disabled
                : lockedUntil is not null ? UserState.Locked
                : UserAdmins.CanSignIn(row) ? UserState.Active
                : UserState.Invited,
            LockedUntil = lockedUntil,
            LastSignInAt = row.State?.LastSignInAt,
            CreatedAt = row.CreatedAt,
            CreatedBy = row.CreatedBy,
            InvitationExpiresAt = !row.Enabled ? null : row.Invitations.Max(invitation => (DateTimeOffset?)invitation.ExpiresAt),
        };
    }

    public override User Create(UserDocument document, string tenant, Change change) => new()
    {
        TenantId = tenant,
        Id = document.Id,
        Name = document.Name,
        SignIn = document.SignIn,
        Roles = "[]",
        CreatedBy = change.Caller.Name,
        CreatedAt = change.Time,
    };

    public override void Apply(UserDocument document, User row)
    {
        row.Name = document.Name;
        row.SignIn = SignInName.Normal(document.SignIn);
        row.Roles = Grants.Write(document.Roles);
        row.Enabled = document.Enabled;
    }

    public override async Task CheckAsync(UserDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        Ids.CheckName(document.Name, change.Errors, At("name"));
        SignInName.Check(SignInName.Normal(document.SignIn), change.Errors, At("signIn"));
        await GrantChecks.RunAsync(document.Roles, tenant, change, change.Caller.Covers, At("roles"), token);

        var row = (await change.Db.Users.FindAsync([tenant, document.Id], token))!;
        var entry = change.Db.Entry(row);
        if (entry.State == EntityState.Added)
            return;
        var before = (User)entry.OriginalValues.ToObject();
        if (!UserAdmins.MayManage(before, change.Caller))
            change.Errors.Add(At("roles"), "hold more than you have yourself");
        if (before.Enabled && !row.Enabled)
            await DisableAsync(row, change, token);
        if (UserAdmins.IsAdmin(before) && !UserAdmins.IsAdmin(row))
            change.Conflict ??= await UserAdmins.LastOneAsync(before, change.Db, token);
    }

    public override async Task RemoveAsync(User row, Change change, CancellationToken token)
    {
        change.Conflict ??=
            UserAdmins.IsSelf(row, change.Caller) ? "Nobody removes their own account; another administrator can."
            : !UserAdmins.MayManage(row, change.Caller) ? "This person has more roles than you."
            : UserAdmins.IsAdmin(row) ? await UserAdmins.LastOneAsync(row, change.Db, token)
            : null;
        // Sessions, invitations and personal tokens go with the row.
        if (change.Conflict is not null)
            return;
        await change.AcrossTenantsAsync(
            () => change.Db.AlertSeen.Where(seen => seen.Viewer == AlertLog.PersonViewer(row.TenantId, row.Id)).ExecuteDeleteAsync(token), token);
        await change.Db.Users.Where(user => user.TenantId == row.TenantId && user.Id == row.Id).ExecuteDeleteAsync(token);
    }

    public override Expression<Func<User, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Name.ToLower().Contains(word) || row.SignIn.Contains(word);

    public override (string Field, string Message)? Clash(string index) => index == GatewayDb.SignInIndex ? ("signIn", "is taken") : null;

    /// <summary>Invites the person, which ends earlier invitations. The secret is in the answer and nowhere else.</summary>
    public async Task<UserDocument> InviteAsync(User row, Change change, CancellationToken token)
    {
        var secret = await Invitations.CreateAsync(change.Db, row.TenantId, row.Id, change.Caller.Name, change.Time, InvitationLifetime, token);
        return ToDocument(row) with { Invitation = secret };
    }

    /// <summary>Ends what would let the person in; a person who is enabled again signs in anew.</summary>
    static async Task DisableAsync(User row, Change change, CancellationToken token)
    {
        if (UserAdmins.IsSelf(row, change.Caller))
        {
            change.Conflict ??= "Nobody disables their own account; another administrator can.";
            return;
        }

        await EndSessionsAsync(row, change.Db, token);
        await Invitations.RemoveAsync(change.Db, row.TenantId, row.Id, token);
    }

    public static Task EndSessionsAsync(User row, GatewayDb db, CancellationToken token) =>
        db.UserSessions.Where(session => session.TenantId == row.TenantId && session.UserId == row.Id).ExecuteDeleteAsync(token);
}
