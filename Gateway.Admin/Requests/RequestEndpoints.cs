using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Queries;
using Gateway.Analytics.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Requests;

/// <summary>Single requests: a list by cursor, one in full, and the live tail.</summary>
static class RequestEndpoints
{
    public static void MapRequests(this IEndpointRouteBuilder api, RequestExplorer explorer, TailEndpoint tail)
    {
        api.MapGet("/requests", async (HttpContext http, CancellationToken token) =>
        {
            var errors = new FieldErrors();
            var question = RequestInput.Question(http.Request.Query, errors);
            if (errors.Any)
                return Unreadable(errors);
            var answer = await explorer.FindAsync(QueryScopes.Of(Scopes.Of(http)), question, token);
            foreach (var (path, messages) in answer.Errors)
                messages.ForEach(message => errors.Add(path, message));
            return errors.Any ? Unreadable(errors)
                : answer.Problem is { } problem ? Problems.Of(problem.Status, problem.Title, problem.Detail)
                : TypedResults.Json(answer.Page, ContractJson.Options);
        }).Needs(Need.ReadTeam).Produces<RequestPage>().ProducesProblem(400).ProducesProblem(504).WithTags("requests");

        api.MapGet("/requests/tail", (Delegate)tail.AnswerAsync).Needs(TailEndpoint.Need).WithTags("requests");

        api.MapGet("/requests/{id}", async (string id, HttpContext http, CancellationToken token) =>
            RequestId.TryParse(id, out var known) && await explorer.FindOneAsync(QueryScopes.Of(Scopes.Of(http)), known, token) is { } found
                ? TypedResults.Json(found, ContractJson.Options)
                : Problems.Of(StatusCodes.Status404NotFound, "Not found", "There is no such request among those you may see, or it is no longer kept."))
            .Needs(Need.ReadTeam).Produces<RequestInFull>().ProducesProblem(404).WithTags("requests");
    }

    public static IResult Unreadable(FieldErrors errors) => Problems.WithErrors(StatusCodes.Status400BadRequest, "The request cannot be read", errors);
}
