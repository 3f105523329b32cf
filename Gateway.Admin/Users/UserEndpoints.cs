using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Users;

/// <summary>
/// People: the calls of every collection, and those for a person's way in. A call for all tenants makes a user of the platform; one
/// for a tenant makes and sees users of that tenant.
/// </summary>
static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api, UserCollection users, GatewayStore store, StoreWriter writer, AuditReads reads, TimeProvider time)
    {
        var group = new CollectionEndpoints<UserDocument, User>(users, store, writer)
        {
            ReadNeed = Need.Manage,
            WriteNeed = Need.Manage,
            DefaultTenant = GatewayStore.PlatformTenant,
            OnCreated = (_, row, change, token) => users.InviteAsync(row, change, token),
        }.Map(api);
        group.AddEndpointFilter(reads.FilterAsync(users.Name));

        group.MapPost("{id}/invite", (HttpContext http, string id, CancellationToken token) =>
            ActAsync(http, id, AuditAction.Invite, async (row, change) =>
            {
                change.Conflict ??= row.Issuer is not null ? "The identity provider vouches for this person; there is no password here."
                    : !row.Enabled ? "The account is disabled; enable it first."
                    : null;
                return change.Conflict is null ? await users.InviteAsync(row, change, token) : null;
            }, token)).Needs(Need.Manage).Produces<UserDocument>().ProducesProblem(409);

        group.MapPost("{id}/unlock", (HttpContext http, string id, CancellationToken token) =>
            ActAsync(http, id, AuditAction.Unlock, async (row, change) =>
            {
                await change.Db.SignInStates.Where(state => state.TenantId == row.TenantId && state.Id == row.Id)
                    .ExecuteUpdateAsync(state => state.SetProperty(it => it.Failures, 0).SetProperty(it => it.LockedUntil, (DateTimeOffset?)null), token);
                return null;
            }, token)).Needs(Need.Manage).Produces(204);

        group.MapDelete("{id}/sessions", (HttpContext http, string id, CancellationToken token) =>
            ActAsync(http, id, AuditAction.EndSessions, async (row, change) =>
            {
                await UserCollection.EndSessionsAsync(row, change.Db, token);
                return null;
            }, token)).Needs(Need.Manage).Produces(204);

        group.MapGet("{id}/sessions", async (HttpContext http, string id, CancellationToken token) =>
        {
            await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, token);
            var (row, problem) = await users.FindAsync(session.Db, id, tenant: null, token);
            if (row is null)
                return problem!;
            var now = time.GetUtcNow();
            var open = await session.Db.UserSessions.AsNoTracking()
                .Where(open => open.TenantId == row.TenantId && open.UserId == row.Id && open.ExpiresAt > now)
                .OrderByDescending(open => open.SeenAt)
                .Select(open => new SessionAnswer(open.Id, false, open.CreatedAt, open.SeenAt, open.ExpiresAt, open.Address, open.Client))
                .ToListAsync(token);
            return TypedResults.Json(new SessionsAnswer(open) { Tenant = row.TenantId }, ContractJson.Options);
        }).Needs(Need.Manage).Produces<SessionsAnswer>();

        async Task<IResult> ActAsync(HttpContext http, string id, string action, Func<User, Change, Task<UserDocument?>> act, CancellationToken token)
        {
            var scope = Scopes.Of(http);
            IResult? problem = null;
            UserDocument? answer = null;
            var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
            {
                (var row, problem) = await users.FindAsync(change.Db, id, tenant: null, token);
                if (row is null)
                    return;
                if (!UserAdmins.MayManage(row, change.Caller))
                {
                    problem = Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "This person has more roles than you.");
                    return;
                }

                answer = await act(row, change);
                change.NoteUnversioned(users.Name, row.TenantId, row.Id, null, null, action);
            }, token);
            problem ??= Problems.Conflict(result.Conflict);
            return problem ?? (answer is null ? TypedResults.NoContent() : TypedResults.Json(answer, ContractJson.Options));
        }
    }
}
