using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Jobs;

/// <summary>The gateway's recurring work: what it did last, and doing it now.</summary>
static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api, IJobDesk jobs, AuditLog audit)
    {
        api.MapGet("/jobs", async (CancellationToken token) => TypedResults.Json(new JobsAnswer(await jobs.ListAsync(token)), ContractJson.Options))
            .Needs(Need.PlatformRead).Produces<JobsAnswer>().WithTags("jobs");

        api.MapPost("/jobs/{id}/run", async (HttpContext http, string id, CancellationToken token) =>
        {
            if (!jobs.Has(id))
                return Problems.NotFound("jobs", id);
            await audit.AddAsync(Scopes.Of(http).Caller, AuditAction.Run, GatewayStore.PlatformTenant, "jobs", id, token);
            return await jobs.RunAsync(id, token)
                ? TypedResults.StatusCode(StatusCodes.Status202Accepted)
                : Problems.Of(StatusCodes.Status503ServiceUnavailable, "Not ready", "The scheduler waits for the database. Try again in a moment.");
        }).Needs(Need.PlatformWrite).Produces(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(503).WithTags("jobs");
    }

    /// <summary>Answer of <c>GET /jobs</c>.</summary>
    sealed record JobsAnswer(IReadOnlyList<JobAnswer> Items);
}
