using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Analytics.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Queries;

/// <summary>Questions about the traffic: a batch is one round trip.</summary>
static class QueryEndpoints
{
    public static void MapQueries(this IEndpointRouteBuilder api, QueryEngine engine, PresetCatalogue catalogue)
    {
        api.MapPost("/query", async (HttpContext http, CancellationToken token) =>
        {
            var (json, problem) = await JsonBody.ReadAsync(http);
            if (json is null)
                return problem!;
            using var body = json;
            var errors = new FieldErrors();
            var request = DocumentReader.Read<QueryRequest>(body.RootElement, errors);
            if (errors.Any)
                return Problems.WithErrors(StatusCodes.Status400BadRequest, "The query cannot be read", errors);
            if (request is null)
                return Problems.Malformed("A JSON object is expected.");
            var answer = await engine.RunAsync(QueryScopes.Of(Scopes.Of(http)), request, token);
            foreach (var (path, messages) in answer.Errors ?? new Dictionary<string, List<string>>())
                messages.ForEach(message => errors.Add(path, message));
            return errors.Any ? Problems.Refused(errors) : new TaggedJson<QueryAnswer>(answer);
        }).Needs(Need.ReadTeam).WithTags("query");

        api.MapGet("/catalogue", () => TypedResults.Json(catalogue.Describe(), ContractJson.Options)).Needs(Need.SignedIn).WithTags("query");
    }
}
