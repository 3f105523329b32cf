using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Gateway.Analytics.Rollups;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Pipeline;

/// <summary>
/// Has sums built again from single requests. It only marks them; the fold builds them, and <c>folds</c> of the pipeline says how
/// many are left. Answers stay right meanwhile: what is marked is read from single requests.
/// </summary>
static class RebuildEndpoint
{
    public static void MapRebuild(this IEndpointRouteBuilder api, Folder folder, FoldStatusReader folds, AuditLog audit, TimeProvider time)
    {
        api.MapPost("/pipeline/rebuild", async (HttpContext http, CancellationToken token) =>
        {
            var (json, problem) = await JsonBody.ReadAsync(http);
            if (json is null)
                return problem!;
            using var body = json;
            var errors = new FieldErrors();
            var span = DocumentReader.Read<RebuildDocument>(body.RootElement, errors);
            if (errors.Any)
                return Problems.WithErrors(StatusCodes.Status400BadRequest, "The span cannot be read", errors);
            if (span is null)
                return Problems.Malformed("A JSON object is expected.");

            var status = await folds.ReadAsync(token);
            Check(span, status, time.GetUtcNow(), errors);
            if (errors.Any)
                return Problems.WithErrors(StatusCodes.Status422UnprocessableEntity, "These sums cannot be built again", errors);
            await audit.AddAsync(Scopes.Of(http).Caller, AuditAction.Rebuild, GatewayStore.PlatformTenant, "sums", $"{Written(span.From)}/{Written(span.To)}", token);
            var buckets = await folder.RebuildAsync(span.From, span.To, token);
            return TypedResults.Json(new RebuildAnswer(span.From, span.To, buckets), ContractJson.Options, statusCode: StatusCodes.Status202Accepted);
        }).Needs(Need.PlatformWrite)
            .Accepts<RebuildDocument>("application/json").Produces<RebuildAnswer>(StatusCodes.Status202Accepted).ProducesProblem(400).ProducesProblem(422)
            .WithTags("pipeline");
    }

    static void Check(RebuildDocument span, FoldStatus status, DateTimeOffset now, FieldErrors errors)
    {
        if (span.From >= span.To)
            errors.Add("to", "must come after from");
        if (span.To > now)
            errors.Add("to", $"must not lie in the future; it is {Written(now)}");
        if (status.RawSince is { } since && span.From < since)
            errors.Add("from", $"must not come before {Written(since)}: single requests of before are no longer kept, and sums are made of them");
    }

    static string Written(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The span whose sums are built again: every minute and hour that touches it, and their days.</summary>
    sealed record RebuildDocument
    {
        public required DateTimeOffset From { get; init; }

        /// <summary>Itself outside.</summary>
        public required DateTimeOffset To { get; init; }
    }

    /// <summary>What is marked now. <paramref name="Buckets"/>: minutes and hours; days follow by themselves.</summary>
    sealed record RebuildAnswer(DateTimeOffset From, DateTimeOffset To, long Buckets);
}
