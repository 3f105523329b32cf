using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Alerts;

/// <summary>The log of all alerts that the caller sees, as one inbox, and what of it the caller has seen.</summary>
sealed class AlertLog(GatewayStore store)
{
    const int MostCounted = 1_000;

    public void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/alert-events").WithTags("alerts").Needs(Need.ReadTeam);
        group.MapGet("", ListAsync).Produces<Page<AlertEventAnswer>>();
        group.MapGet("unseen", (Delegate)UnseenAsync).Produces<UnseenAnswer>();
        group.MapGet("{id:long}", GetAsync).Produces<AlertEventAnswer>().ProducesProblem(404);
        group.MapPost("{id:long}/seen", SeeAsync).Produces(204).ProducesProblem(404);
        group.MapPost("seen", (Delegate)SeeAllAsync).Accepts<SeenRequest>("application/json").Produces<MarkedAnswer>();
    }

    async Task<IResult> ListAsync(HttpContext http, string? alert = null, bool? seen = null, bool? notices = null, int limit = 100, string? cursor = null)
    {
        if (limit is < 1 or > 1000)
            return Problems.Malformed("limit goes from 1 to 1000.");
        var before = long.MaxValue;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Problems.Malformed("cursor must be the next of a page before.");
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        var rows = Seen(session.Db, scope).Where(each => each.Event.Id < before);
        if (alert is not null)
            rows = rows.Where(each => each.Event.AlertId == alert);
        if (seen is { } wanted)
            rows = rows.Where(each => each.IsSeen == wanted);
        if (notices is { } told)
            rows = rows.Where(each => (each.Event.Notice != null) == told);
        var page = await rows.OrderByDescending(each => each.Event.Id).Take(limit + 1).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? page[limit - 1].Event.Id.ToString(CultureInfo.InvariantCulture) : null;
        return Json(new Page<AlertEventAnswer>([.. page.Take(limit).Select(each => Answer(each.Event, each.IsSeen, withSeries: false))], next));
    }

    async Task<IResult> GetAsync(HttpContext http, long id)
    {
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        var found = await Seen(session.Db, scope).SingleOrDefaultAsync(each => each.Event.Id == id, http.RequestAborted);
        return found is null ? NotFound(id) : Json(Answer(found.Event, found.IsSeen, withSeries: true));
    }

    /// <summary>Of what somebody was to be told: the rest is there for who looks into it.</summary>
    async Task<IResult> UnseenAsync(HttpContext http)
    {
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        return Json(new UnseenAnswer(await Seen(session.Db, scope).Where(each => each.Event.Notice != null && !each.IsSeen).Take(MostCounted).CountAsync(http.RequestAborted)));
    }

    async Task<IResult> SeeAsync(HttpContext http, long id)
    {
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        if (await Visible(session.Db, scope).Where(row => row.Id == id).Select(row => row.TenantId).SingleOrDefaultAsync(http.RequestAborted) is not { } tenant)
            return NotFound(id);
        // The newest two thousand that were marked one by one are known; who leaves more unmarked between them marks all.
        await session.Db.Database.ExecuteSqlAsync($"""
            /* gateway:alerts/see */
            insert into gateway.alert_seen as mine (tenant_id, viewer, seen_until, seen_ids)
            values ({tenant}, {Viewer(scope)}, 0, array[{id}])
            on conflict (tenant_id, viewer) do update
            set seen_ids = case
              when {id} <= mine.seen_until or {id} = any(mine.seen_ids) then mine.seen_ids
              else (mine.seen_ids || {id})[greatest(1, cardinality(mine.seen_ids) - 1998):] end
            """, http.RequestAborted);
        await session.CommitAsync(http.RequestAborted);
        return TypedResults.NoContent();
    }

    async Task<IResult> SeeAllAsync(HttpContext http)
    {
        var (request, unreadable) = await DocumentBody.ReadAsync<SeenRequest>(http, mayBeEmpty: true);
        if (request is null)
            return unreadable!;
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        var until = request.Until ?? long.MaxValue;
        var unseen = await Seen(session.Db, scope).LongCountAsync(each => !each.IsSeen && each.Event.Id <= until, http.RequestAborted);
        var teams = scope.Teams?.ToArray();
        await session.Db.Database.ExecuteSqlAsync($"""
            /* gateway:alerts/see-all */
            insert into gateway.alert_seen as mine (tenant_id, viewer, seen_until, seen_ids)
            select tenant_id, {Viewer(scope)}, max(id), array[]::bigint[]
            from gateway.alert_events
            where id <= {until}
              and ({teams}::text[] is null or team_id = any({teams}::text[]))
            group by tenant_id
            on conflict (tenant_id, viewer) do update
            set seen_until = greatest(mine.seen_until, excluded.seen_until),
              seen_ids = array(select id from unnest(mine.seen_ids) as id where id > excluded.seen_until)
            """, http.RequestAborted);
        await session.CommitAsync(http.RequestAborted);
        return Json(new MarkedAnswer(unseen));
    }

    /// <summary>A row as it is answered.</summary>
    public static AlertEventAnswer Answer(AlertEvent row, bool seen, bool withSeries) => new()
    {
        Id = row.Id,
        Tenant = row.TenantId,
        Alert = row.AlertId,
        Team = row.TeamId,
        Name = row.AlertName,
        Severity = row.Severity,
        Instance = row.Instance,
        From = row.FromState,
        To = row.ToState,
        Time = row.Time,
        Notice = row.Notice,
        Key = row.Key,
        Incident = row.Incident,
        Message = row.Message,
        Labels = JsonSerializer.Deserialize<JsonElement>(row.Labels),
        Channels = row.Channels,
        Dashboard = row.DashboardId,
        WindowFrom = row.WindowFrom,
        WindowTo = row.WindowTo,
        Conditions = JsonSerializer.Deserialize<JsonElement>(row.Conditions),
        Series = withSeries ? JsonSerializer.Deserialize<JsonElement>(row.Series) : null,
        RoutedAt = row.RoutedAt,
        IsTest = row.IsTest,
        Seen = seen,
    };

    /// <summary>A person, or the name of a credential that nobody owns.</summary>
    public static string Viewer(Scope scope) => scope.Caller.Person is { } person ? PersonViewer(person.Tenant, person.Id) : scope.Caller.Name;

    /// <summary>As a person is named in what it has seen.</summary>
    public static string PersonViewer(string tenant, string id) => $"{tenant}/{id}";

    static IQueryable<AlertEvent> Visible(GatewayDb db, Scope scope)
    {
        var rows = db.AlertEvents.AsNoTracking().Where(row => scope.IsAllTenants || row.TenantId == scope.Tenant);
        return scope.Teams is { } teams ? rows.Where(row => row.TeamId != null && teams.Contains(row.TeamId)) : rows;
    }

    static IQueryable<SeenEvent> Seen(GatewayDb db, Scope scope)
    {
        var viewer = Viewer(scope);
        return from row in Visible(db, scope)
               join mine in db.AlertSeen.Where(seen => seen.Viewer == viewer) on row.TenantId equals mine.TenantId into all
               from mine in all.DefaultIfEmpty()
               select new SeenEvent { Event = row, IsSeen = mine != null && (row.Id <= mine.SeenUntil || mine.SeenIds.Contains(row.Id)) };
    }

    static IResult NotFound(long id) => Problems.NotFound("alert events", id.ToString(CultureInfo.InvariantCulture));

    static IResult Json<T>(T value) => TypedResults.Json(value, ContractJson.Options);

    sealed class SeenEvent
    {
        public required AlertEvent Event { get; init; }

        public required bool IsSeen { get; init; }
    }
}
