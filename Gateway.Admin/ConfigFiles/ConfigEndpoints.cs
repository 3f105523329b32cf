using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.ConfigFiles;

/// <summary>The whole configuration as one document.</summary>
static class ConfigEndpoints
{
    public static void MapConfig(this IEndpointRouteBuilder api, Collections collections, GatewayStore store, StoreWriter writer)
    {
        api.MapGet("/config", async (HttpContext http, CancellationToken token) =>
        {
            await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, token);
            var document = new JsonObject();
            foreach (var (collection, _) in collections.All)
                document[collection.Name] = new JsonArray([.. await collection.ExportAsync(session.Db, token)]);
            return TypedResults.Json(document, ContractJson.Options);
        }).Needs(Need.Read).Produces<ConfigDocument>().WithTags("config");

        api.MapPut("/config", async (HttpContext http, CancellationToken token, bool dryRun = false, string? message = null) =>
        {
            var (json, problem) = await JsonBody.ReadAsync(http);
            if (json is null)
                return problem!;
            using var body = json;
            var errors = new FieldErrors();
            var document = DocumentReader.Read<ConfigDocument>(body.RootElement, errors);
            if (errors.Any)
                return Problems.Refused(errors);
            if (document is null)
                return Problems.Malformed("A JSON object is expected.");

            var scope = Scopes.Of(http);
            ChangeResult result;
            try
            {
                result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
                {
                    foreach (var (collection, part) in collections.All)
                        await collection.ImportAsync(part(document), scope.Tenant, change, token);
                }, token, dryRun, message);
            }
            catch (DbUpdateException refused) when (collections.Refusal(refused) is { } refusal)
            {
                return refusal;
            }

            return result.Errors.Any
                ? Problems.Refused(result.Errors)
                : TypedResults.Json(new ConfigAnswer(result.Version, !dryRun && result.Entries.Count + result.Apart.Count > 0, [.. result.Entries, .. result.Apart]), ContractJson.Options);
        }).Needs(Need.Write).Accepts<ConfigDocument>("application/json").Produces<ConfigAnswer>().ProducesProblem(422).WithTags("config");
    }

    /// <summary>What <c>PUT /config</c> did, or with <c>dryRun</c> would do.</summary>
    sealed record ConfigAnswer(int Version, bool Applied, IReadOnlyList<ChangeEntry> Changes);
}
