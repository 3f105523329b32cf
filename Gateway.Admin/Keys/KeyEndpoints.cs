using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Keys;

/// <summary>Keys: the calls of every collection, and rotate and revoke, which no rollback undoes.</summary>
static class KeyEndpoints
{
    /// <summary>Longest time that an old secret may go on beside the new one: 30 days.</summary>
    const int MaximumGraceSeconds = 30 * 24 * 3600;

    public static void MapKeys(this IEndpointRouteBuilder api, KeyCollection keys, GatewayStore store, StoreWriter writer)
    {
        var group = new CollectionEndpoints<KeyDocument, ApiKey>(keys, store, writer)
        {
            OnCreated = (document, row, _, _) => Task.FromResult(document.Hash is null
                ? keys.ToDocument(row) with { Key = KeyCollection.Issue(row), Prefix = row.Prefix, LastFour = row.LastFour }
                : keys.ToDocument(row)),
        }.Map(api);

        group.MapPost("{id}/rotate", async (HttpContext http, string id) =>
        {
            var (request, problem) = await DocumentBody.ReadAsync<RotateRequest>(http);
            return request is null ? problem! : await ActAsync(http, id, "rotate", (row, change) =>
            {
                if (request.GraceSeconds is < 0 or > MaximumGraceSeconds)
                    change.Errors.Add("graceSeconds", $"goes from 0 to {MaximumGraceSeconds}");
                else if (row.RevokedAt is not null)
                    change.Errors.Add("id", "is revoked for good; make a new key");
                if (change.Errors.Any)
                    return keys.ToDocument(row);
                row.PreviousHash = request.GraceSeconds > 0 ? row.Hash : null;
                row.GraceUntil = request.GraceSeconds > 0 ? change.Time.AddSeconds(request.GraceSeconds) : null;
                var secret = KeyCollection.Issue(row);
                return keys.ToDocument(row) with { Key = secret };
            });
        }).Needs(Need.Write).Accepts<RotateRequest>("application/json").Produces<KeyDocument>().ProducesProblem(422);

        group.MapPost("{id}/revoke", (HttpContext http, string id) =>
            ActAsync(http, id, "revoke", (row, change) =>
            {
                row.RevokedAt ??= change.Time;
                row.PreviousHash = null;
                row.GraceUntil = null;
                return keys.ToDocument(row);
            })).Needs(Need.Write).Produces<KeyDocument>();

        async Task<IResult> ActAsync(HttpContext http, string id, string action, Func<ApiKey, Change, KeyDocument> act)
        {
            var scope = Scopes.Of(http);
            ApiKey? row = null;
            KeyDocument? answer = null;
            IResult? problem = null;
            var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
            {
                (row, problem) = await keys.FindAsync(change.Db, id, tenant: null, http.RequestAborted);
                if (row is null)
                    return;
                answer = act(row, change);
                row.Revision = change.Revision;
                change.NoteUnversioned("keys", row.TenantId, row.Id, null, null, action);
            }, http.RequestAborted);

            if (row is null)
                return problem!;
            if (result.Errors.Any)
                return Problems.Refused(result.Errors);
            EntityTags.Write(http, row.Version);
            return TypedResults.Json(answer, ContractJson.Options);
        }
    }

    /// <summary>Body of a rotation.</summary>
    /// <param name="GraceSeconds">How long the old secret still works. Default 0.</param>
    sealed record RotateRequest(int GraceSeconds = 0);
}
