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
            return ConfigMedia.Write(http, document);
        }).Needs(Need.Read).Produces<ConfigDocument>(StatusCodes.Status200OK, ConfigMedia.Json, ConfigMedia.Yaml).WithTags("config");

        api.MapGet("/config/schema", () => TypedResults.Text(ConfigSchema.Text, "application/schema+json; charset=utf-8"))
            .Needs(Need.SignedIn).Produces<string>(StatusCodes.Status200OK, "application/schema+json").WithTags("config");

        api.MapPut("/config", async (HttpContext http, CancellationToken token, bool dryRun = false, bool prune = false, string? message = null) =>
        {
            var (json, problem) = await ConfigMedia.ReadAsync(http);
            if (json is null)
                return problem!;
            using var body = json;
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Problems.Malformed("An object is expected, with a list for each kind.");
            var scope = Scopes.Of(http);
            var import = ConfigImport.Read(collections, json.RootElement, scope.Tenant);
            ChangeResult result;
            try
            {
                result = await writer.RunAsync(scope.Tenant, scope.Caller, change => import.RunAsync(scope.Tenant, prune, change, token), token, dryRun, message);
            }
            catch (DbUpdateException refused) when (collections.Refusal(refused) is { } refusal)
            {
                return refusal;
            }

            return result.Errors.Any
                ? Problems.Refused(result.Errors)
                : TypedResults.Json(new ConfigAnswer(result.Version, !dryRun && result.Entries.Count + result.Apart.Count > 0, [.. result.Entries, .. result.Apart]), ContractJson.Options);
            // Of any type, as routing would answer 404 to the others, and the endpoint says what it takes.
        }).Needs(Need.Write).Accepts<ConfigDocument>(ConfigMedia.Json, ConfigMedia.Yaml, "*/*").Produces<ConfigAnswer>().ProducesProblem(409).ProducesProblem(422).WithTags("config");
    }

    /// <summary>What <c>PUT /config</c> did, or with <c>dryRun</c> would do.</summary>
    sealed record ConfigAnswer(int Version, bool Applied, IReadOnlyList<ChangeEntry> Changes);
}
