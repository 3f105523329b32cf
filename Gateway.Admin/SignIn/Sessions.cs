using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>Ends sessions, on every node: each removal makes a revision, at which nodes forget who they knew.</summary>
sealed class Sessions(StoreWriter writer)
{
    /// <summary>A node may have seen a session used that the store does not know of yet.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Ends those sessions among all that are chosen.</summary>
    /// <param name="tenant">Whose rows are seen.</param>
    /// <param name="caller">Who ends them.</param>
    /// <param name="choose">Which ones.</param>
    /// <param name="action">As the audit names it, such as <c>signOut</c>.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAsync(
        string tenant, Caller caller, Func<IQueryable<UserSession>, IQueryable<UserSession>> choose, string action, CancellationToken token)
    {
        var ended = 0;
        await writer.RunAsync(tenant, caller, async change => ended = await EndAsync(change, choose, action, token), token);
        return ended;
    }

    /// <summary>The same as part of a change.</summary>
    public static async Task<int> EndAsync(
        Change change, Func<IQueryable<UserSession>, IQueryable<UserSession>> choose, string action, CancellationToken token)
    {
        var rows = await (
            from row in choose(change.Db.UserSessions)
            join user in change.Db.Users on new { row.TenantId, Id = row.UserId } equals new { user.TenantId, user.Id }
            select new { row, user.SignIn }).ToListAsync(token);
        change.Db.RemoveRange(rows.Select(found => found.row));
        foreach (var (tenant, signIn) in rows.Select(found => (found.row.TenantId, found.SignIn)).Distinct())
            change.NoteUnversioned("users", tenant, signIn, null, null, action);
        return rows.Count;
    }

    /// <summary>Clears away what is over; done at sign-ins, so that the table does not grow.</summary>
    public static async Task RemoveOverAsync(GatewayDb db, DateTimeOffset now, CancellationToken token)
    {
        var over = now - Margin;
        await db.UserSessions.Where(row => row.ExpiresAt < over).ExecuteDeleteAsync(token);
        await db.Invitations.Where(row => row.ExpiresAt < over).ExecuteDeleteAsync(token);
    }
}
