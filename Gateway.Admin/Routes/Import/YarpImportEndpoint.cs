using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Routes.Import;

/// <summary>Takes over an existing YARP configuration: first what would come of it, then all of it as one version.</summary>
static class YarpImportEndpoint
{
    public static void MapYarpImport(this IEndpointRouteBuilder api, ClusterCollection clusters, RouteCollection routes, StoreWriter writer, IDrafts drafts) =>
        api.MapPost("/routes/import", async (HttpContext http, CancellationToken token, bool dryRun = false) =>
        {
            var (json, problem) = await JsonBody.ReadAsync(http);
            if (json is null)
                return problem!;
            using var body = json;
            var errors = new FieldErrors();
            var request = DocumentReader.Read<YarpImportRequest>(body.RootElement, errors);
            if (errors.Any)
                return Problems.Refused(errors);
            if (request is null)
                return Problems.Malformed("A JSON object is expected.");
            var scope = Scopes.Of(http);
            if (scope.IsAllTenants)
            {
                errors.Add("tenant", "is required, as the header X-Tenant: it is taken over into one tenant");
                return Problems.Refused(errors);
            }

            var refused = new FieldErrors();
            if (Read(request.Settings, refused, errors) is not { } settings)
                return Problems.Refused(errors);
            if (refused.Any && !request.SkipRefused && !dryRun)
                return Problems.Refused(refused);

            List<ClusterDocument> madeClusters = [.. settings.Clusters.Select(cluster => cluster with { Tenant = scope.Tenant })];
            List<RouteDocument> madeRoutes = [.. settings.Routes.Select(route => route with { Tenant = scope.Tenant })];
            async Task TakeAsync(Change change)
            {
                foreach (var cluster in madeClusters)
                    await PutAsync(clusters, cluster, $"clusters.{cluster.Id}", scope.Tenant, change, token);
                foreach (var route in madeRoutes)
                    await PutAsync(routes, route, $"routes.{route.Id}", scope.Tenant, change, token);
            }

            var isDrafted = !dryRun && drafts.TakeFrom(scope.Caller);
            var result = isDrafted
                ? await drafts.KeepAllAsync(scope, TakeAsync, token)
                : await writer.RunAsync(scope.Tenant, scope.Caller, TakeAsync, token, dryRun, "Taken over from YARP settings");
            if (result.Errors.Any && !dryRun)
                return Problems.Refused(result.Errors);
            foreach (var (path, words) in result.Errors.ToProblem())
            {
                foreach (var word in words)
                    refused.Add(path, word);
            }

            if (isDrafted)
                http.Response.Headers["Gateway-Draft"] = "kept";
            var answer = new YarpImportAnswer(result.Version, !dryRun && !isDrafted, madeClusters, madeRoutes, settings.Renamed, refused.ToProblem());
            return TypedResults.Json(answer, ContractJson.Options, statusCode: isDrafted ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
        }).Needs(Need.Write).Accepts<YarpImportRequest>("application/json").Produces<YarpImportAnswer>().ProducesProblem(422).WithTags("routes");

    static YarpSettings? Read(string text, FieldErrors refused, FieldErrors errors)
    {
        try
        {
            var settings = YarpSettings.Read(text, refused, errors);
            if (settings is not null && settings.Clusters.Count + settings.Routes.Count > 0)
                return settings;
            if (!errors.Any)
                errors.Add("settings", "must hold a section ReverseProxy with Routes or Clusters");
        }
        catch (JsonException broken)
        {
            errors.Add("settings", $"is no JSON: line {broken.LineNumber + 1}, {broken.Message}");
        }

        return null;
    }

    /// <summary>What is there already is not written over: an import is for what is new here.</summary>
    static async Task PutAsync<TDocument, TRow>(Collection<TDocument, TRow> collection, TDocument document, string path, string tenant, Change change, CancellationToken token)
        where TDocument : class, IDocument
        where TRow : Store.TenantRow
    {
        var (row, _) = await collection.FindAsync(change.Db, document.Id, tenant, token);
        if (row is null)
            await collection.PutAsync(document, row, tenant, change, path, token);
        else
            change.Errors.Add(path, $"is there already among the {collection.Name}; remove or rename one of the two");
    }
}
