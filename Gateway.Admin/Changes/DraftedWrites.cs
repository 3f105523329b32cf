using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Changes;

/// <summary>
/// What a person's call to change one document does while drafts are on: it is checked against the store and the rest of the draft
/// by the code that publishes, in a transaction that is taken back, and kept.
/// </summary>
sealed class DraftedWrites<TDocument, TRow>(Collection<TDocument, TRow> collection, IDrafts drafts, StoreWriter writer)
    where TDocument : class, IDocument
    where TRow : TenantRow
{
    /// <summary>Whether the call goes into a draft.</summary>
    public bool Takes(Scope scope) => drafts.Takes(scope.Caller, collection);

    /// <summary>The document as the caller's draft has it; null: the draft says nothing about it.</summary>
    public async Task<DraftChange?> FindAsync(GatewayDb db, Scope scope, string id, CancellationToken token) =>
        (await drafts.ReadAsync(db, scope.Caller, token)).Find(one => one.Collection == collection.Name && one.ObjectId == id);

    /// <summary>The document of a draft.</summary>
    public static TDocument? Read(DraftChange drafted) =>
        drafted.Document is { } json ? JsonSerializer.Deserialize<TDocument>(json, ContractJson.Options) : null;

    /// <param name="http">The call; its If-Match says what the caller has seen.</param>
    /// <param name="id">Of the document.</param>
    /// <param name="tenant">Whose it is; null: whose the draft or the store says.</param>
    /// <param name="document">As it shall be; null: it shall be removed.</param>
    /// <param name="keeps">False only says what would be said of it.</param>
    /// <param name="obstacle">Why the published row, or none, may not be written over.</param>
    public async Task<IResult> KeepAsync(HttpContext http, string id, string? tenant, TDocument? document, bool keeps, Func<TRow?, bool, IResult?> obstacle)
    {
        var scope = Scopes.Of(http);
        var token = http.RequestAborted;
        IResult? problem = null;
        DraftChange? kept = null;
        ChangeResult result;
        try
        {
            result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
            {
                var draft = await drafts.ReadAsync(change.Db, scope.Caller, token);
                var own = draft.Find(one => one.Collection == collection.Name && one.ObjectId == id && (tenant is null || one.TenantId == tenant));
                await drafts.ReplayAsync(draft.FindAll(one => one != own), change, token);
                if (change.Errors.Any)
                {
                    problem = Problems.WithErrors(StatusCodes.Status409Conflict, "The rest of your draft no longer holds", change.Errors);
                    return;
                }

                var (row, unclear) = await collection.FindAsync(change.Db, id, tenant ?? own?.TenantId, token);
                if (row is null && own?.Document is null && document is null)
                    problem = unclear;
                problem ??= obstacle(row, own?.Document is not null);
                if (problem is not null)
                    return;
                kept = Kept(http, scope, id, tenant ?? own?.TenantId ?? row!.TenantId, row, own);
                if (document is not null)
                    await collection.PutAsync(document, row, kept.TenantId, change, "", token);
                else if (row is not null)
                    await collection.RemoveOneAsync(row, change, token);
                if (change.Errors.Any || change.Conflict is not null)
                    return;
                kept.Document = document is null ? null : collection.Text(document, kept.TenantId);
                // The database has its say too; nothing of it stays.
                await change.Db.SaveChangesAsync(token);
            }, token, dryRun: true);
        }
        catch (DbUpdateException stillUsed) when (StoreWriter.IsStillUsed(stillUsed))
        {
            return Problems.Of(StatusCodes.Status409Conflict, "Still in use", $"Something still refers to '{id}'. Remove or change that first.");
        }

        if (problem is not null)
            return problem;
        if (result.Errors.Any)
            return Problems.Refused(result.Errors);
        if (Problems.Conflict(result.Conflict) is { } conflict)
            return conflict;
        if (!keeps)
            return TypedResults.Json(document, ContractJson.Options);
        await drafts.KeepAsync(scope, kept!, token);
        http.Response.Headers["Gateway-Draft"] = "kept";
        EntityTags.Write(http, (uint)kept!.BaseVersion);
        return document is null
            ? TypedResults.StatusCode(StatusCodes.Status202Accepted)
            : TypedResults.Json(JsonNode.Parse(kept.Document!), ContractJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>What the person began with: the published document of now, unless the draft began with an earlier one and the call does not say that it has seen a later.</summary>
    DraftChange Kept(HttpContext http, Scope scope, string id, string tenant, TRow? row, DraftChange? own)
    {
        var begins = own is null || EntityTags.IsExpected(http);
        return new DraftChange
        {
            TenantId = tenant,
            UserTenantId = scope.Caller.Person!.Tenant,
            UserId = scope.Caller.Person.Id,
            Collection = collection.Name,
            ObjectId = id,
            Base = !begins ? own!.Base : row is null ? null : collection.Text(collection.ToDocument(row), tenant),
            BaseVersion = !begins ? own!.BaseVersion : row?.Version ?? 0,
        };
    }
}
