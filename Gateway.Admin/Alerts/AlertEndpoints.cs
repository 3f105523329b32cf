using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Alerts;

/// <summary>Alerts beyond their collection: how they stand, a test, their versions, the shipped templates.</summary>
sealed class AlertEndpoints(AlertCollection alerts, AlertTemplates templates, AlertRules rules, GatewayStore store, StoreWriter writer)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var group = new CollectionEndpoints<AlertDocument, Alert>(alerts, store, writer) { ReadNeed = Need.ReadTeam, WriteNeed = Need.WriteTeam }.Map(api);
        group.MapGet("templates", Templates).Needs(Need.ReadTeam).Produces<WholeList<AlertTemplate>>();
        group.MapGet("{id}/state", StateAsync).Needs(Need.ReadTeam).Produces<AlertStateAnswer>().ProducesProblem(404);
        group.MapPost("{id}/test", (Delegate)TestAsync).Needs(Need.WriteTeam).Produces<AlertEventAnswer>(StatusCodes.Status202Accepted).ProducesProblem(404);
        group.MapGet("{id}/versions", VersionsAsync).Needs(Need.ReadTeam).Produces<WholeList<AlertVersionAnswer>>().ProducesProblem(404);
        group.MapGet("{id}/versions/{number:int}", VersionAsync).Needs(Need.ReadTeam).Produces<AlertDocument>().ProducesProblem(404);
    }

    IResult Templates(HttpContext http)
    {
        var scope = Scopes.Of(http);
        var isPlatform = scope.Caller.SeesPlatform && (scope.IsAllTenants || scope.Tenant == GatewayStore.PlatformTenant);
        return Json(new WholeList<AlertTemplate>([.. templates.All.Where(template => isPlatform || !template.OfPlatform)]));
    }

    async Task<IResult> StateAsync(HttpContext http, string id)
    {
        await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted);
        var (row, problem) = await alerts.FindAsync(session.Db, id, tenant: null, http.RequestAborted, Scopes.Of(http).Teams);
        if (row?.State is not { } state)
            return problem ?? Problems.NotFound(alerts.Name, id);
        return Json(new AlertStateAnswer(
            id,
            row.TenantId,
            AlertEvents.Parse<AlertStatus>(state.State),
            state.Since,
            state.EvaluatedAt,
            state.DueAt,
            state.TookMs,
            state.Problem,
            state.HasMore,
            [.. AlertStates.Read(state.Instances).Select(each => new AlertInstanceAnswer(each.Instance, each.Label, each.Status, each.Since, each.FiredAt, each.Conditions))]));
    }

    /// <summary>Tells everybody who would be told, marked as a test, with what was observed last.</summary>
    async Task<IResult> TestAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        IResult? problem = null;
        AlertEvent? row = null;
        await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            (var alert, problem) = await alerts.FindAsync(change.Db, id, tenant: null, http.RequestAborted, scope.Teams);
            if (alert is null)
                return;
            var document = alerts.ToDocument(alert);
            if (scope.WritableTeams is { } teams && !(document.Team is { } team && teams.Contains(team)))
            {
                problem = scope.Refuse($"'{id}' belongs to a team that you do not administer.");
                return;
            }

            row = TestOf(document, alert, change.Time);
            change.Db.AlertEvents.Add(row);
            change.NoteApart(alerts.Name, alert.TenantId, id, null, null, "test");
        }, http.RequestAborted);
        return problem ?? Json(AlertLog.Answer(row!, seen: false, withSeries: false), StatusCodes.Status202Accepted);
    }

    AlertEvent TestOf(AlertDocument document, Alert alert, DateTimeOffset now)
    {
        var known = AlertStates.Read(alert.State?.Instances ?? "[]");
        var shown = known.OrderByDescending(state => state.Status).FirstOrDefault() ?? InstanceState.New("", "", now);
        var (_, rule, _) = rules.Of(alert.TenantId, alert.Id, alert.Number, alert.Content);
        var from = rule?.Health is null ? now - (rule?.Grid.Window ?? TimeSpan.Zero) : now;
        var change = new StateChange(shown.Instance, shown.Label, AlertStatus.Ok, AlertStatus.Firing, now, NoticeKind.Fired, now);
        var row = AlertEvents.Of(document, alert.TenantId, change, new Judgement(from, now, Verdict.Met, Verdict.Met, shown.Conditions, []));
        row.IsTest = true;
        row.Key = row.Incident = $"{alert.TenantId}/{alert.Id}/test/{Guid.NewGuid():n}";
        row.Message = $"Test: {row.Message}";
        return row;
    }

    async Task<IResult> VersionsAsync(HttpContext http, string id)
    {
        await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted);
        var (row, problem) = await alerts.FindAsync(session.Db, id, tenant: null, http.RequestAborted, Scopes.Of(http).Teams);
        if (row is null)
            return problem!;
        var versions = await session.Db.AlertVersions.AsNoTracking()
            .Where(version => version.TenantId == row.TenantId && version.AlertId == id)
            .OrderByDescending(version => version.Number)
            .Select(version => new AlertVersionAnswer(version.Number, version.SavedAt, version.SavedBy))
            .ToListAsync(http.RequestAborted);
        return Json(new WholeList<AlertVersionAnswer>(versions));
    }

    /// <summary>The alert as it was; saved again, it is so again.</summary>
    async Task<IResult> VersionAsync(HttpContext http, string id, int number)
    {
        await using var session = await store.OpenAsync(Scopes.Of(http).Tenant, http.RequestAborted);
        var (row, problem) = await alerts.FindAsync(session.Db, id, tenant: null, http.RequestAborted, Scopes.Of(http).Teams);
        if (row is null)
            return problem!;
        var version = await session.Db.AlertVersions.AsNoTracking()
            .SingleOrDefaultAsync(each => each.TenantId == row.TenantId && each.AlertId == id && each.Number == number, http.RequestAborted);
        if (version is null)
            return Problems.Of(StatusCodes.Status404NotFound, "Not found", $"There is no version {number} of '{id}', or it is no longer kept.");
        var document = System.Text.Json.JsonSerializer.Deserialize<AlertDocument>(version.Document, ContractJson.Options)!;
        return Json(document with { Tenant = row.TenantId, Version = number, UpdatedAt = version.SavedAt, UpdatedBy = version.SavedBy });
    }

    static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => TypedResults.Json(value, ContractJson.Options, statusCode: status);
}
