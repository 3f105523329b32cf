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
    public static void MapConfig(this IEndpointRouteBuilder api, Collections collections, GatewayStore store, StoreWriter writer, IDrafts drafts)
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

        api.MapPut("/config", async (HttpContext http, CancellationToken token, bool dryRun = false, bool prune = false, bool publish = false, string? message = null) =>
        {
            var (json, problem) = await ConfigMedia.ReadAsync(http);
            if (json is null)
                return problem!;
            using var body = json;
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Problems.Malformed("An object is expected, with a list for each kind.");
            var scope = Scopes.Of(http);
            var import = ConfigImport.Read(collections, json.RootElement, scope.Tenant);
            var isDrafted = !dryRun && !publish && drafts.TakeFrom(scope.Caller);
            ChangeResult result;
            try
            {
                Task RunAsync(Change change) => import.RunAsync(scope.Tenant, prune, change, token);
                result = isDrafted
                    ? await drafts.KeepAllAsync(scope, RunAsync, token)
                    : await writer.RunAsync(scope.Tenant, scope.Caller, RunAsync, token, dryRun, message);
            }
            catch (DbUpdateException refused) when (collections.Refusal(refused) is { } refusal)
            {
                return refusal;
            }

            if (result.Errors.Any)
                return Problems.Refused(result.Errors);
            if (Problems.Conflict(result.Conflict) is { } conflict)
                return conflict;
            if (isDrafted)
                http.Response.Headers["Gateway-Draft"] = "kept";
            var applied = !dryRun && !isDrafted && result.Entries.Count + result.Apart.Count > 0;
            return TypedResults.Json(
                new ConfigAnswer(result.Version, applied, isDrafted, [.. result.Entries, .. result.Apart], import.Left),
                ContractJson.Options,
                statusCode: isDrafted ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
            // Of any type, as routing would answer 404 to the others, and the endpoint says what it takes.
        }).Needs(Need.Write).Accepts<ConfigDocument>(ConfigMedia.Json, ConfigMedia.Yaml, "*/*").Produces<ConfigAnswer>().ProducesProblem(409).ProducesProblem(422).WithTags("config");
    }

    /// <summary>What <c>PUT /config</c> did, or with <c>dryRun</c> would do.</summary>
    /// <param name="Applied">Whether something took effect.</param>
    /// <param name="Drafted">Whether the changes wait in the caller's draft: drafts are on, and the call did not say <c>publish=true</c>.</param>
    /// <param name="Left">What <c>prune</c> leaves though the document does not name it, the first thousand.</param>
    sealed record ConfigAnswer(int Version, bool Applied, bool Drafted, IReadOnlyList<ChangeEntry> Changes, IReadOnlyList<LeftDocument> Left);
}
