using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Dashboards;

/// <summary>Saving and removing: what may be written over what, by whom.</summary>
sealed class DashboardSaves(DashboardCollection dashboards, DashboardReader reader, GatewayStore store, StoreWriter writer)
{
    /// <summary>Whether there has to be one already.</summary>
    public enum Presence
    {
        Either,
        Absent,
        Present,
    }

    /// <summary>Checks and stores the document, and answers it.</summary>
    public async Task<IResult> SaveAsync(HttpContext http, DashboardDocument document, Presence expected)
    {
        var scope = Scopes.Of(http);
        var errors = new FieldErrors();
        var tenant = document.Tenant ?? DashboardReader.TenantOf(scope);
        if (!scope.IsAllTenants && tenant != scope.Tenant)
            errors.Add("tenant", $"must be '{scope.Tenant}', the tenant of the call");
        if (errors.Any)
            return Problems.Refused(errors);
        if (WhyNot(scope, document) is { } refusal)
            return refusal;

        IResult? problem = null;
        var created = false;
        var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            var found = await reader.FindAsync(change.Db, tenant, document.Id, http.RequestAborted);
            problem = Obstacle(http, scope, found, document.Id, expected);
            if (problem is not null)
                return;
            created = found is null;
            await StoreAsync(document with { Tenant = tenant }, found, change, "", http.RequestAborted);
        }, http.RequestAborted);
        if (problem is not null)
            return problem;
        return result.Errors.Any ? Problems.Refused(result.Errors) : await AnswerAsync(http, tenant, document.Id, created);
    }

    /// <summary>Says what would be wrong with the document if it were saved under its id, and stores nothing: 204 when nothing is.</summary>
    public async Task<IResult> TryAsync(HttpContext http, DashboardDocument document)
    {
        var scope = Scopes.Of(http);
        var tenant = document.Tenant ?? DashboardReader.TenantOf(scope);
        if (WhyNot(scope, document) is { } refusal)
            return refusal;
        IResult? problem = null;
        var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            var found = await reader.FindAsync(change.Db, tenant, document.Id, http.RequestAborted);
            if (!scope.IsAllTenants && tenant != scope.Tenant)
                change.Errors.Add("tenant", $"must be '{scope.Tenant}', the tenant of the call");
            else if (found is not null && !found.Edits(scope))
                problem = Obstacle(http, scope, found, document.Id, Presence.Either);
            else
                await StoreAsync(document with { Tenant = tenant }, found, change, "", http.RequestAborted);
        }, http.RequestAborted, dryRun: true);
        return problem ?? (result.Errors.Any ? Problems.Refused(result.Errors) : TypedResults.NoContent());
    }

    /// <summary>Writes the document as the tenant's; what equals the shipped one needs no row.</summary>
    public async Task StoreAsync(DashboardDocument document, FoundDashboard? found, Change change, string path, CancellationToken token)
    {
        var tenant = document.Tenant!;
        if (found is { Row: null, Shipped: { } shipped } && dashboards.AreSame(document, shipped))
            return;
        await dashboards.PutAsync(document, found?.Row, tenant, change, path, token);
        // A link shows what the tenant or the team may see; what becomes private has none.
        if (document.Access == DashboardAccess.Private)
            await DashboardLinks.RemoveAsync(tenant, document.Id, change, token);
    }

    /// <summary>Removes the tenant's row, and marks a shipped one.</summary>
    public async Task RemoveAsync(FoundDashboard found, Change change, CancellationToken token)
    {
        var id = found.Document(dashboards).Id;
        if (found.Row is not null)
            await dashboards.RemoveOneAsync(found.Row, change, token);
        else
        {
            change.NoteApart(dashboards.Name, found.Tenant, id, null, null, "delete");
            await DashboardLinks.RemoveAsync(found.Tenant, id, change, token);
        }

        if (found.Shipped is not null && await change.Db.DashboardRemovals.FindAsync([found.Tenant, id], token) is null)
            change.Db.DashboardRemovals.Add(new DashboardRemoval { TenantId = found.Tenant, Id = id, RemovedAt = change.Time, RemovedBy = change.Caller.Name });
    }

    /// <summary>The dashboard as it is now, with its ETag; 201 when it was made.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, string tenant, string id, bool created)
    {
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        if (await reader.FindAsync(session.Db, tenant, id, http.RequestAborted) is not { } found)
            return Problems.NotFound(dashboards.Name, id);
        EntityTags.Write(http, found.Tag);
        if (created)
            http.Response.Headers.Location = $"/api/v1/{dashboards.Name}/{id}";
        return TypedResults.Json(
            await reader.AnswerAsync(session.Db, scope, found, http.RequestAborted),
            ContractJson.Options,
            statusCode: created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Why the caller may not have such a dashboard; null: it may. A private one is open to whoever may look at traffic.</summary>
    public static IResult? WhyNot(Scope scope, DashboardDocument document, string path = "")
    {
        if (document.Access == DashboardAccess.Private || DashboardRights.Edits(scope, document.Access == DashboardAccess.Team ? document.Team : null))
            return null;
        var errors = new FieldErrors();
        if (scope.WritableTeams is [_, ..] teams)
            errors.Add(FieldErrors.Join(path, "team"), $"must be a team that you administer, with access team: {string.Join(", ", teams)}");
        else
            errors.Add(FieldErrors.Join(path, "access"), "must be private: for others only editors, and admins of a team, make dashboards");
        return scope.Refuse("You may not save this dashboard.", errors);
    }

    public static IResult NotYours(Scope scope, string id) => scope.Refuse($"You may not save '{id}'. Make a copy of your own.");

    /// <summary>412 that says who saved which version when.</summary>
    public static IResult Stale(FoundDashboard found) =>
        Problems.Stale(new { version = found.Row?.Number ?? 0, updatedAt = found.Row?.UpdatedAt, updatedBy = found.Row?.UpdatedBy });

    /// <summary>Why it may not be written over; null: it may.</summary>
    public IResult? Obstacle(HttpContext http, Scope scope, FoundDashboard? found, string id, Presence expected)
    {
        if (found is null)
        {
            return expected == Presence.Present ? Problems.NotFound(dashboards.Name, id)
                : EntityTags.IsExpected(http) ? Problems.Stale(new { version = (int?)null })
                : null;
        }

        // Of what one does not see one learns no more than that the id is taken.
        if (!found.Lists(scope) && expected == Presence.Present)
            return Problems.NotFound(dashboards.Name, id);
        if (!found.Lists(scope) || expected == Presence.Absent)
            return Problems.Of(StatusCodes.Status409Conflict, "Exists already", $"'{id}' is taken among the dashboards of '{found.Tenant}'.");
        if (!found.Edits(scope))
            return NotYours(scope, id);
        return EntityTags.IsStale(http, found.Tag) ? Stale(found) : null;
    }
}
