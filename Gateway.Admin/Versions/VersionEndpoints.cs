using System.Globalization;
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

namespace Gateway.Admin.Versions;

/// <summary>The history of the configuration, and the way back.</summary>
static class VersionEndpoints
{
    public static IServiceCollection AddVersions(this IServiceCollection services) => services
        .AddSingleton<VersionHistory>()
        .AddSingleton<Rollback>();

    public static void MapVersions(this IEndpointRouteBuilder api, Collections collections, VersionHistory history, Rollback rollback)
    {
        var group = api.MapGroup("/config/versions").WithTags("config");
        group.MapGet("", async (HttpContext http, CancellationToken token, int limit = 50, string? cursor = null, string? search = null, string? collection = null, string? id = null) =>
        {
            if (limit is < 1 or > 500)
                return Problems.Malformed("limit goes from 1 to 500.");
            var before = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
            return Json(await history.ListAsync(Scopes.Of(http), new VersionFilter(search, collection, id), before, limit, token));
        }).Needs(Need.Read).Produces<Page<VersionSummary>>();

        group.MapGet("{number:int}", async (HttpContext http, int number, CancellationToken token, bool document = false) =>
            await history.FindAsync(Scopes.Of(http), number, document, token) is { } found ? Json(found) : Missing(number))
            .Needs(Need.Read).Produces<VersionDetail>().ProducesProblem(404);

        group.MapGet("{from:int}/diff/{to:int}", async (HttpContext http, int from, int to, CancellationToken token) =>
            await history.DifferenceAsync(Scopes.Of(http), from, to, token) is { } found ? Json(found) : Missing(Math.Max(from, to)))
            .Needs(Need.Read).Produces<VersionDifference>().ProducesProblem(404);

        group.MapPost("{number:int}/rollback", async (HttpContext http, int number, CancellationToken token, bool dryRun = false, string? message = null) =>
        {
            var seen = http.Request.Headers.IfMatch.ToString().Trim('"');
            RollbackResult result;
            try
            {
                result = await rollback.RunAsync(
                    Scopes.Of(http), number, int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : null, message, dryRun, token);
            }
            catch (DbUpdateException refused) when (collections.Refusal(refused) is { } problem)
            {
                return problem;
            }

            if (!result.IsKnown)
                return Missing(number);
            if (result.IsStale)
                return Problems.Stale();
            if (result.Change.Errors.Any)
                return Problems.Refused(result.Change.Errors);
            http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{result.Change.Version}\"");
            return Json(new RollbackAnswer(result.Change.Version, !dryRun && result.Change.Entries.Count > 0, result.Change.Entries, result.Left));
        }).Needs(Need.Write).Produces<RollbackAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
    }

    static IResult Missing(int number) =>
        Problems.Of(StatusCodes.Status404NotFound, "Not found", $"There is no version {number} among those you may see.");

    static IResult Json<T>(T value) => TypedResults.Json(value, ContractJson.Options);

    /// <summary>What a rollback did, or with <c>dryRun</c> would do.</summary>
    /// <param name="Version">Configuration version in force afterwards; its number is the ETag, for an If-Match that says what was seen.</param>
    /// <param name="Applied">Whether it made a version; not when nothing differs.</param>
    /// <param name="Changes">What changes, before and after.</param>
    /// <param name="Left">What stays as it is, and why.</param>
    sealed record RollbackAnswer(int Version, bool Applied, IReadOnlyList<ChangeEntry> Changes, IReadOnlyList<LeftDocument> Left);
}
