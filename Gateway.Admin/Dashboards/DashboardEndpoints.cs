using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// The collection's six calls. They are not <see cref="CollectionEndpoints{TDocument, TRow}"/>, because a tenant has dashboards that
/// no row stands for, and because who sees and saves one depends on the dashboard.
/// </summary>
sealed class DashboardEndpoints(DashboardCollection dashboards, DashboardReader reader, DashboardSaves saves, GatewayStore store, StoreWriter writer)
{
    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("", ListAsync).Produces<Page<DashboardSummary>>();
        group.MapPost("", CreateAsync).Accepts<DashboardDocument>("application/json").Produces<DashboardDocument>(StatusCodes.Status201Created).Produces(204).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("{id}", GetAsync).Produces<DashboardDocument>().ProducesProblem(404);
        group.MapPut("{id}", PutAsync).Accepts<DashboardDocument>("application/json").Produces<DashboardDocument>().Produces(204).ProducesProblem(412).ProducesProblem(422);
        group.MapPatch("{id}", PatchAsync).Produces<DashboardDocument>().ProducesProblem(412).ProducesProblem(422);
        group.MapDelete("{id}", DeleteAsync).Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    async Task<IResult> ListAsync(
        HttpContext http, int limit = 100, string? cursor = null, string? search = null, string? folder = null, string? tag = null, bool favourite = false)
    {
        if (limit is < 1 or > 1000)
            return Problems.Malformed("limit goes from 1 to 1000.");
        List<DashboardSummary> all;
        await using (var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted))
            all = await reader.ListAsync(session.Db, Scopes.Of(http), http.RequestAborted);

        bool Has(string? text) => text?.Contains(search!, StringComparison.OrdinalIgnoreCase) == true;
        var after = Cursor.Parse(cursor);
        var page = all
            .Where(each => string.IsNullOrEmpty(search) || Has(each.Id) || Has(each.Title) || Has(each.Folder) || Has(each.Description) || each.Tags.Any(Has))
            .Where(each => folder is null || (each.Folder ?? "") == folder)
            .Where(each => tag is null || each.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
            .Where(each => !favourite || each.Favourite)
            .OrderBy(each => each.Tenant, StringComparer.Ordinal)
            .ThenBy(each => each.Id, StringComparer.Ordinal)
            .SkipWhile(each => after is not null && (string.CompareOrdinal(each.Tenant, after.Tenant), string.CompareOrdinal(each.Id, after.Id)) is ( < 0, _) or (0, <= 0))
            .Take(limit + 1)
            .ToList();
        var next = page.Count > limit ? new Cursor(page[limit - 1].Tenant, page[limit - 1].Id).ToString() : null;
        return TypedResults.Json(new Page<DashboardSummary>([.. page.Take(limit)], next), ContractJson.Options);
    }

    async Task<IResult> GetAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        var (found, problem) = await reader.FindAsync(session.Db, scope, id, http.RequestAborted);
        if (found is null)
            return problem!;
        if (!found.Reads(scope))
            return Private(scope, id);
        EntityTags.Write(http, found.Tag);
        return TypedResults.Json(await reader.AnswerAsync(session.Db, scope, found, http.RequestAborted), ContractJson.Options);
    }

    /// <param name="http">The call.</param>
    /// <param name="dryRun">Checks the document and stores nothing: 204, or what a save would be refused for.</param>
    async Task<IResult> CreateAsync(HttpContext http, bool dryRun = false)
    {
        var (document, problem) = await ReadAsync(http);
        return document is null ? problem! : await saves.SaveAsync(http, document, DashboardSaves.Presence.Absent, dryRun);
    }

    /// <param name="http">The call.</param>
    /// <param name="id">Of the dashboard.</param>
    /// <param name="dryRun">As when one is made.</param>
    async Task<IResult> PutAsync(HttpContext http, string id, bool dryRun = false)
    {
        var (document, problem) = await ReadAsync(http, id);
        return document is null ? problem! : await saves.SaveAsync(http, document, DashboardSaves.Presence.Either, dryRun);
    }

    async Task<IResult> PatchAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        var (json, unreadable) = await JsonBody.ReadAsync(http);
        if (json is null)
            return unreadable!;
        using var patch = json;
        JsonNode? merged;
        await using (var session = await store.OpenAsync(scope.Tenant, http.RequestAborted))
        {
            var (found, problem) = await reader.FindAsync(session.Db, scope, id, http.RequestAborted);
            if (found is null)
                return problem!;
            if (!found.Reads(scope))
                return Private(scope, id);
            if (EntityTags.IsStale(http, found.Tag))
                return DashboardSaves.Stale(found);
            merged = MergePatch.Apply(JsonSerializer.SerializeToNode(found.Document(dashboards), ContractJson.Options), JsonNode.Parse(patch.RootElement.GetRawText()));
        }

        var errors = new FieldErrors();
        using var whole = JsonDocument.Parse(merged?.ToJsonString() ?? "null");
        var document = DocumentReader.Read<DashboardDocument>(whole.RootElement, errors);
        if (document is not null && document.Id != id)
            errors.Add("id", $"must be '{id}': ids stay");
        return errors.Any || document is null ? Problems.Refused(errors) : await saves.SaveAsync(http, document, DashboardSaves.Presence.Present);
    }

    /// <summary>Removes it. A shipped one is marked as removed, so that it stays away until somebody restores it.</summary>
    async Task<IResult> DeleteAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        IResult? problem = null;
        await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            (var found, problem) = await reader.FindAsync(change.Db, scope, id, http.RequestAborted);
            if (found is null)
                return;
            if (!found.Removes(scope))
                problem = scope.Refuse($"You may not remove '{id}'.");
            else if (EntityTags.IsStale(http, found.Tag))
                problem = DashboardSaves.Stale(found);
            else
                await saves.RemoveAsync(found, change, http.RequestAborted);
        }, http.RequestAborted);
        return problem ?? TypedResults.NoContent();
    }

    static IResult Private(Scope scope, string id) => scope.Refuse($"'{id}' is private: only its owner reads it. You may remove it.");

    static async Task<(DashboardDocument? Document, IResult? Problem)> ReadAsync(HttpContext http, string? id = null)
    {
        var (json, problem) = await JsonBody.ReadAsync(http);
        if (json is null)
            return (null, problem);
        using (json)
        {
            var errors = new FieldErrors();
            var document = DocumentReader.Read<DashboardDocument>(json.RootElement, errors);
            if (document is not null && id is not null && document.Id != id)
                errors.Add("id", $"must be '{id}', as in the address");
            return errors.Any ? (null, Problems.Refused(errors)) : document is null ? (null, Problems.Malformed("A JSON object is expected.")) : (document, null);
        }
    }
}
