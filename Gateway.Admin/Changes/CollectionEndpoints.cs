using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Changes;

/// <summary>The six calls that every collection has, written once.</summary>
sealed class CollectionEndpoints<TDocument, TRow>(Collection<TDocument, TRow> collection, GatewayStore store, StoreWriter writer)
    where TDocument : class, IDocument
    where TRow : TenantRow
{
    readonly DraftedWrites<TDocument, TRow>? drafted;

    /// <summary>What it takes to read; to write it takes <see cref="WriteNeed"/>.</summary>
    public Need ReadNeed { get; init; } = Need.Read;

    public Need WriteNeed { get; init; } = Need.Write;

    /// <summary>Whose it is when neither the document nor the call says; null: then it must say.</summary>
    public string? DefaultTenant { get; init; }

    /// <summary>Adds to the answer of the call that makes a document, such as the secret of a key.</summary>
    public Func<TDocument, TRow, Change, CancellationToken, Task<TDocument>>? OnCreated { get; init; }

    /// <summary>Where what people change gathers until they publish it; null: each change is published at once.</summary>
    public IDrafts? Drafts
    {
        init => drafted = value is null ? null : new DraftedWrites<TDocument, TRow>(collection, value, writer);
    }

    public RouteGroupBuilder Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/" + collection.Name).WithTags(collection.Name);
        group.MapGet("", ListAsync).Needs(ReadNeed).Produces<Page<TDocument>>();
        // As delegates: a method that takes only a context would bind as a RequestDelegate, whose result nobody writes.
        group.MapPost("", (Delegate)CreateAsync).Needs(WriteNeed).Accepts<TDocument>("application/json").Produces<TDocument>(StatusCodes.Status201Created).ProducesProblem(422);
        group.MapGet("{id}", GetAsync).Needs(ReadNeed).Produces<TDocument>().ProducesProblem(404);
        group.MapPut("{id}", PutAsync).Needs(WriteNeed).Accepts<TDocument>("application/json").Produces<TDocument>().ProducesProblem(412).ProducesProblem(422);
        group.MapPatch("{id}", PatchAsync).Needs(WriteNeed).Produces<TDocument>().ProducesProblem(412).ProducesProblem(422);
        group.MapDelete("{id}", DeleteAsync).Needs(WriteNeed).Produces(204).ProducesProblem(409);
        return group;
    }

    async Task<IResult> ListAsync(HttpContext http, int limit = 100, string? cursor = null, string? search = null)
    {
        if (limit is < 1 or > 1000)
            return Problems.Malformed("limit goes from 1 to 1000.");
        await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted);
        var rows = collection.Visible(collection.Rows(session.Db).AsNoTracking(), Scopes.Of(http).Teams);
        var errors = new FieldErrors();
        rows = await collection.NarrowAsync(session.Db, rows, http.Request.Query, errors, http.RequestAborted);
        if (errors.Any)
            return Problems.WithErrors(StatusCodes.Status400BadRequest, "The request cannot be read", errors);
        if (search is { Length: > 0 })
            rows = rows.Where(collection.Matches(search.ToLowerInvariant()));
        if (Cursor.Parse(cursor) is { } after)
            rows = rows.Where(row => row.TenantId.CompareTo(after.Tenant) > 0 || (row.TenantId == after.Tenant && row.Id.CompareTo(after.Id) > 0));
        var page = await rows.OrderBy(row => row.TenantId).ThenBy(row => row.Id).Take(limit + 1).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? new Cursor(page[limit - 1].TenantId, page[limit - 1].Id).ToString() : null;
        return Json(new Page<TDocument>([.. page.Take(limit).Select(collection.ToDocument)], next));
    }

    async Task<IResult> GetAsync(HttpContext http, string id)
    {
        await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted);
        var (document, version, problem) = await CurrentAsync(http, session, id);
        if (document is null)
            return problem!;
        EntityTags.Write(http, version);
        return Json(document);
    }

    /// <summary>The document as the caller goes on from it: the own draft's, else the published one; with the version of the published one that it is based on.</summary>
    async Task<(TDocument? Document, uint Version, IResult? Problem)> CurrentAsync(HttpContext http, StoreSession session, string id)
    {
        var scope = Scopes.Of(http);
        if (drafted?.Takes(scope) == true && await drafted.FindAsync(session.Db, scope, id, http.RequestAborted) is { } mine)
            return (DraftedWrites<TDocument, TRow>.Read(mine), (uint)mine.BaseVersion, Problems.NotFound(collection.Name, id));
        var (row, problem) = await collection.FindAsync(session.Db, id, tenant: null, http.RequestAborted, scope.Teams);
        return row is null ? (null, 0, problem) : (collection.ToDocument(row), row.Version, null);
    }

    async Task<IResult> CreateAsync(HttpContext http)
    {
        var (document, problem) = await ReadAsync(http);
        return document is null ? problem! : await WriteAsync(http, document, expected: Presence.Absent);
    }

    async Task<IResult> PutAsync(HttpContext http, string id)
    {
        var (document, problem) = await ReadAsync(http, id);
        return document is null ? problem! : await WriteAsync(http, document, expected: Presence.Either);
    }

    async Task<IResult> PatchAsync(HttpContext http, string id)
    {
        var (json, unreadable) = await JsonBody.ReadAsync(http);
        if (json is null)
            return unreadable!;
        using var patch = json;
        JsonNode? merged;
        await using (var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted))
        {
            var (current, version, problem) = await CurrentAsync(http, session, id);
            if (current is null)
                return problem!;
            if (EntityTags.IsStale(http, version))
                return Stale(http, current, version);
            merged = MergePatch.Apply(
                JsonSerializer.SerializeToNode(current, ContractJson.Options),
                JsonNode.Parse(patch.RootElement.GetRawText()));
        }

        var errors = new FieldErrors();
        using var whole = JsonDocument.Parse(merged?.ToJsonString() ?? "null");
        var document = DocumentReader.Read<TDocument>(whole.RootElement, errors);
        if (document is not null && document.Id != id)
            errors.Add("id", $"must be '{id}': ids stay");
        return errors.Any || document is null ? Problems.Refused(errors) : await WriteAsync(http, document, expected: Presence.Present);
    }

    async Task<IResult> DeleteAsync(HttpContext http, string id)
    {
        if (drafted?.Takes(Scopes.Of(http)) == true)
            return await drafted.KeepAsync(http, id, tenant: null, document: null, keeps: true, (row, _) => row is null ? null : Obstacle(http, row, id, row.TenantId, Presence.Present));
        IResult? problem = null;
        try
        {
            var scope = Scopes.Of(http);
            var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
            {
                (var row, problem) = await collection.FindAsync(change.Db, id, tenant: null, http.RequestAborted, scope.Teams);
                if (row is null)
                    return;
                if (!MayWrite(scope, collection.ToDocument(row)))
                    problem = Foreign(scope, id);
                else if (EntityTags.IsStale(http, row.Version))
                    problem = Stale(http, collection.ToDocument(row), row.Version);
                else
                    await collection.RemoveOneAsync(row, change, http.RequestAborted);
            }, http.RequestAborted);
            problem ??= Problems.Conflict(result.Conflict);
        }
        catch (DbUpdateException stillUsed) when (StoreWriter.IsStillUsed(stillUsed))
        {
            problem = Problems.Of(StatusCodes.Status409Conflict, "Still in use", $"Something still refers to '{id}'. Remove or change that first.");
        }

        return problem ?? TypedResults.NoContent();
    }

    async Task<IResult> WriteAsync(HttpContext http, TDocument document, Presence expected)
    {
        var scope = Scopes.Of(http);
        var errors = new FieldErrors();
        var tenant = document.Tenant ?? (scope.IsAllTenants ? DefaultTenant : scope.Tenant);
        if (tenant is null)
            errors.Add("tenant", "is required, here or as the header X-Tenant");
        else if (!scope.IsAllTenants && tenant != scope.Tenant)
            errors.Add("tenant", $"must be '{scope.Tenant}', the tenant of the call");
        if (errors.Any)
            return Problems.Refused(errors);
        if (!MayWrite(scope, document))
        {
            errors.Add("team", $"must be a team that you administer: {string.Join(", ", scope.WritableTeams!)}");
            return scope.Refuse("It has to belong to a team that you administer.", errors);
        }

        var dryRun = IsDryRun(http);
        if (drafted?.Takes(scope) == true)
        {
            return await drafted.KeepAsync(http, document.Id, tenant, document, keeps: !dryRun, (row, isDrafted) =>
                row is not null || !isDrafted ? Obstacle(http, row, document.Id, tenant!, expected)
                : expected == Presence.Absent ? Taken(document.Id, tenant!)
                : null);
        }

        IResult? problem = null;
        TRow? written = null;
        var created = false;
        var answer = document;
        ChangeResult result;
        try
        {
            result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
            {
                (var row, _) = await collection.FindAsync(change.Db, document.Id, tenant, http.RequestAborted);
                problem = Obstacle(http, row, document.Id, tenant!, expected);
                if (problem is not null)
                    return;
                created = row is null;
                written = await collection.PutAsync(document, row, tenant!, change, "", http.RequestAborted);
                if (created && OnCreated is not null && !dryRun)
                    answer = await OnCreated(document, written, change, http.RequestAborted);
            }, http.RequestAborted, dryRun);
        }
        catch (DbUpdateException taken) when (StoreWriter.TakenIn(taken) is { } index && collection.Clash(index) is { } clash)
        {
            errors.Add(clash.Field, clash.Message);
            return Problems.Refused(errors);
        }

        if (problem is not null)
            return problem;
        if (result.Errors.Any)
            return Problems.Refused(result.Errors);
        if (Problems.Conflict(result.Conflict) is { } conflict)
            return conflict;
        if (dryRun)
            return Json(collection.ToDocument(written!));
        EntityTags.Write(http, written!.Version);
        if (!created)
            return Json(collection.ToDocument(written));
        http.Response.Headers.Location = $"/api/v1/{collection.Name}/{document.Id}";
        return Json(OnCreated is null ? collection.ToDocument(written) : answer, StatusCodes.Status201Created);
    }

    async Task<(TDocument? Document, IResult? Problem)> ReadAsync(HttpContext http, string? id = null)
    {
        var (json, problem) = await JsonBody.ReadAsync(http);
        if (json is null)
            return (null, problem);
        using (json)
        {
            var errors = new FieldErrors();
            var document = DocumentReader.Read<TDocument>(json.RootElement, errors);
            if (document is not null && id is not null && document.Id != id)
                errors.Add("id", $"must be '{id}', as in the address");
            return errors.Any ? (null, Problems.Refused(errors)) : document is null ? (null, Problems.Malformed("A JSON object is expected.")) : (document, null);
        }
    }

    /// <summary>Why the row may not be written over; null: it may.</summary>
    IResult? Obstacle(HttpContext http, TRow? row, string id, string tenant, Presence expected)
    {
        if (row is null)
            return expected == Presence.Present ? Problems.NotFound(collection.Name, id) : null;
        var scope = Scopes.Of(http);
        var existing = collection.ToDocument(row);

        // Of what a team's member does not see it learns no more than that the id is taken.
        var isHidden = scope.Teams is not null && !(collection.TeamOf(existing) is { } team && scope.Sees(team));
        if (isHidden && expected == Presence.Present)
            return Problems.NotFound(collection.Name, id);
        if (isHidden || expected == Presence.Absent)
            return Taken(id, tenant);
        if (!MayWrite(scope, existing))
            return Foreign(scope, id);
        return EntityTags.IsStale(http, row.Version) ? Stale(http, existing, row.Version) : null;
    }

    IResult Taken(string id, string tenant) =>
        Problems.Of(StatusCodes.Status409Conflict, "Exists already", $"'{id}' is taken among the {collection.Name} of '{tenant}'.");

    /// <summary>412 with what is there now and its ETag, for the caller to compare.</summary>
    static IResult Stale(HttpContext http, TDocument current, uint version)
    {
        EntityTags.Write(http, version);
        return Problems.Stale(current);
    }

    /// <summary>Whether the call only asks what would be said of it.</summary>
    static bool IsDryRun(HttpContext http) => http.Request.Query["dryRun"] == "true";

    /// <summary>Whether the caller's roles reach the document: a team's admin changes what belongs to the team.</summary>
    bool MayWrite(Scope scope, TDocument document) =>
        scope.WritableTeams is not { } teams || (collection.TeamOf(document) is { } team && teams.Contains(team));

    static IResult Foreign(Scope scope, string id) => scope.Refuse($"'{id}' belongs to a team that you do not administer.");

    static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => TypedResults.Json(value, ContractJson.Options, statusCode: status);

    enum Presence
    {
        Either,
        Absent,
        Present,
    }
}
