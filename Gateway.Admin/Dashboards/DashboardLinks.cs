using Gateway.Admin.Changes;

namespace Gateway.Admin.Dashboards;

/// <summary>Secret links in the store. A change makes a revision, so that every node forgets what it knew of the link.</summary>
static class DashboardLinks
{
    /// <summary>Ends the link of a dashboard, if it has one.</summary>
    public static async Task<bool> RemoveAsync(string tenant, string id, Change change, CancellationToken token)
    {
        if (await change.Db.DashboardShares.FindAsync([tenant, id], token) is not { } share)
            return false;
        change.Db.Remove(share);
        change.NoteUnversioned("dashboards", tenant, id, null, null, "unshare");
        return true;
    }
}
