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
        // As delegates: a method that takes only a context would bind as a RequestDelegate, whose result nobody writes.
        group.MapPost("", (Delegate)CreateAsync).Accepts<DashboardDocument>("application/json").Produces<DashboardDocument>(StatusCodes.Status201Created).Produces(204).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("{id}", GetAsync).Produces<DashboardDocument>().ProducesProblem(404);
        group.MapPut("{id}", PutAsync).Accepts<DashboardDocument>("application/json").Produces<DashboardDocument>().ProducesProblem(412).ProducesProblem(422);
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

    async Task<IResult> CreateAsync(HttpContext http, bool dryRun = false)
    {
        var (document, problem) = await ReadAsync(http);
        if (document is null)
            return problem!;
        return dryRun ? await saves.TryAsync(http, document) : await saves.SaveAsync(http, document, DashboardSaves.Presence.Absent);
    }

    async Task<IResult> PutAsync(HttpContext http, string id)
    {
        var (document, problem) = await ReadAsync(http, id);
        return document is null ? problem! : await saves.SaveAsync(http, document, DashboardSaves.Presence.Either);
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
            if (!found.Edits(scope))
                return DashboardSaves.NotYours(scope, id);
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

    /// <summary>What who manages the tenant hears of what others keep to themselves.</summary>
    public static IResult Private(Scope scope, string id) => scope.Refuse($"'{id}' is private: only its owner reads it. You may remove it.");

    static async Task<(DashboardDocument? Document, IResult? Problem)> ReadAsync(HttpContext http, string? id = null)
    {
        var (document, problem) = await DocumentBody.ReadAsync<DashboardDocument>(http);
        if (document is null || id is null || document.Id == id)
            return (document, problem);
        var errors = new FieldErrors();
        errors.Add("id", $"must be '{id}', as in the address");
        return (null, Problems.Refused(errors));
    }
}
