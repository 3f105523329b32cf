using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// Secret links: made and ended by who edits the dashboard, one at a time. Each change makes a revision, so that every node forgets
/// what it knew of the link. A private dashboard has none: its link would show all of the tenant to whom its owner chose, and the
/// owner may see less than that.
/// </summary>
sealed class DashboardLinks(DashboardReader reader, StoreWriter writer)
{
    const string Collection = "dashboards";

    public void Map(RouteGroupBuilder group)
    {
        group.MapPost("{id}/share", ShareAsync).Accepts<DashboardShareRequest>("application/json").Produces<DashboardShareAnswer>().ProducesProblem(409).ProducesProblem(422);
        group.MapDelete("{id}/share", UnshareAsync).Produces(204).ProducesProblem(404);
    }

    /// <summary>Ends the link of a dashboard, if it has one.</summary>
    public static async Task RemoveAsync(string tenant, string id, Change change, CancellationToken token)
    {
        if (await change.Db.DashboardShares.FindAsync([tenant, id], token) is not { } share)
            return;
        change.Db.Remove(share);
        change.NoteUnversioned(Collection, tenant, id, Node(share), null, "unshare");
    }

    async Task<IResult> ShareAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        var (asked, unreadable) = await DocumentBody.ReadAsync<DashboardShareRequest>(http, mayBeEmpty: true);
        if (asked is null)
            return unreadable!;
        IResult? problem = null;
        DashboardShareAnswer? answer = null;
        var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            (var found, problem) = await EditableAsync(change.Db, scope, id, http.RequestAborted);
            if (found is null)
                return;
            if (found.Row?.Access == DashboardRights.Private)
                problem = Problems.Conflict($"'{id}' is private. Let the tenant or the team see it first; then a link can show it.");
            else if (asked.ExpiresAt <= change.Time)
                change.Errors.Add("expiresAt", "must be in the future");
            else
                answer = await RenewAsync(change, found.Tenant, id, asked.ExpiresAt, http.RequestAborted);
        }, http.RequestAborted);
        return result.Errors.Any ? Problems.Refused(result.Errors) : problem ?? TypedResults.Json(answer, ContractJson.Options);
    }

    static async Task<DashboardShareAnswer> RenewAsync(Change change, string tenant, string id, DateTimeOffset? end, CancellationToken token)
    {
        var secret = KeySecret.Create(KeySecret.LinkMarker);
        var share = await change.Db.DashboardShares.FindAsync([tenant, id], token);
        var before = share is null ? null : Node(share);
        if (share is null)
            change.Db.DashboardShares.Add(share = new DashboardShare { TenantId = tenant, DashboardId = id, Hash = [], CreatedBy = "" });
        share.Hash = KeySecret.Hash(secret);
        share.CreatedAt = change.Time;
        share.CreatedBy = change.Caller.Person?.Name ?? change.Caller.Name;
        share.ExpiresAt = end?.ToUniversalTime();
        change.NoteUnversioned(Collection, tenant, id, before, Node(share), "share");
        return new DashboardShareAnswer(share.CreatedAt, share.CreatedBy, share.ExpiresAt) { Token = secret };
    }

    async Task<IResult> UnshareAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        IResult? problem = null;
        await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            (var found, problem) = await EditableAsync(change.Db, scope, id, http.RequestAborted);
            if (found is not null)
                await RemoveAsync(found.Tenant, id, change, http.RequestAborted);
        }, http.RequestAborted);
        return problem ?? TypedResults.NoContent();
    }

    async Task<(FoundDashboard? Found, IResult? Problem)> EditableAsync(GatewayDb db, Scope scope, string id, CancellationToken token)
    {
        var (found, problem) = await reader.FindAsync(db, scope, id, token);
        return found is null || found.Edits(scope) ? (found, problem) : (null, scope.Refuse($"Only who edits '{id}' shares it."));
    }

    static JsonNode? Node(DashboardShare share) => JsonSerializer.SerializeToNode(new { share.CreatedAt, share.CreatedBy, share.ExpiresAt }, ContractJson.Options);
}
