using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.Drafts;

/// <summary>The caller's own draft: look, publish, discard. It is filled by the calls that change documents.</summary>
static class DraftEndpoints
{
    public static IServiceCollection AddDrafts(this IServiceCollection services) => services
        .AddSingleton<Drafts>()
        .AddSingleton<IDrafts>(provider => provider.GetRequiredService<Drafts>());

    public static void MapDraft(this IEndpointRouteBuilder api, Drafts drafts, Collections collections)
    {
        var group = api.MapGroup("/draft").WithTags("draft").Needs(Need.WriteTeam);
        group.MapGet("", async (HttpContext http, CancellationToken token) =>
            Json(new DraftAnswer(drafts.AreOn, await drafts.ListAsync(Scopes.Of(http), token)))).Produces<DraftAnswer>();

        group.MapPost("publish", async (HttpContext http, CancellationToken token, bool dryRun = false, string? message = null) =>
        {
            DraftResult result;
            try
            {
                result = await drafts.PublishAsync(Scopes.Of(http), message, dryRun, token);
            }
            catch (DbUpdateException refused) when (collections.Refusal(refused) is { } problem)
            {
                return problem;
            }

            if (result.Foreign is { } id)
                return Scopes.Of(http).Refuse($"'{id}' is no longer yours to change. Discard it from your draft.");
            if (result.Raced.Count > 0)
                return Problems.Stale(result.Raced);
            if (result.Change.Errors.Any)
                return Problems.Refused(result.Change.Errors);
            if (Problems.Conflict(result.Change.Conflict) is { } conflict)
                return conflict;
            return Json(new PublishAnswer(result.Change.Version, !dryRun && result.Change.Entries.Count > 0, result.Change.Entries));
        }).Produces<PublishAnswer>().ProducesProblem(412).ProducesProblem(422);

        group.MapDelete("", async (HttpContext http, CancellationToken token) =>
        {
            await drafts.DiscardAsync(Scopes.Of(http), null, null, token);
            return TypedResults.NoContent();
        }).Produces(204);

        group.MapDelete("{collection}/{id}", async (HttpContext http, string collection, string id, CancellationToken token) =>
        {
            await drafts.DiscardAsync(Scopes.Of(http), collection, id, token);
            return TypedResults.NoContent();
        }).Produces(204);
    }

    static IResult Json<T>(T value) => TypedResults.Json(value, ContractJson.Options);

    /// <param name="On">Whether changes gather in drafts here.</param>
    sealed record DraftAnswer(bool On, IReadOnlyList<DraftedDocument> Items);

    /// <summary>What publishing did, or with <c>dryRun</c> would do.</summary>
    sealed record PublishAnswer(int Version, bool Applied, IReadOnlyList<ChangeEntry> Changes);
}
