using Gateway.Admin.Access;
using Gateway.Admin.Http;
using Gateway.Admin.Queries;
using Gateway.Admin.Store;
using Gateway.Analytics.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Kpi;

/// <summary>
/// Who may ask which preset about whom. Exactly:
/// <list type="bullet">
/// <item>a preset across tenants without a platform role: 403; with one but inside a tenant: 400;</item>
/// <item>a preset that tells persons apart without the tenant's or the platform's administration: 403, also for observers;</item>
/// <item>a named team that is not one's own, or not of the tenant, whether it is anybody's or not: 403;</item>
/// <item>no team named and none one's own: an empty answer of the preset's shape;</item>
/// <item>roles that cannot be known because who should say it is away: 503 in place of all these.</item>
/// </list>
/// </summary>
sealed class KpiAccess(GatewayStore store)
{
    /// <summary>Why the preset is not for this caller; null when it is.</summary>
    public static IResult? WhyNot(Scope scope, KpiPreset preset)
    {
        if (preset.IsOfPlatform && !scope.Caller.SeesPlatform)
            return scope.Refuse("This preset is about all tenants: it needs a platform role.");
        if (preset.IsOfPersons && !scope.Satisfies(Need.Manage))
            return scope.Refuse("This preset tells persons apart: it needs the role tenantAdmin, or platformAdmin.");
        if (preset.IsOfPlatform && !scope.IsAllTenants)
            return Problems.Malformed("This preset is about all tenants; leave X-Tenant away.");
        return null;
    }

    /// <summary>What the question may see, with the teams it names.</summary>
    public async Task<(QueryScope? Scope, IResult? Problem)> ScopeAsync(Scope scope, KpiQuestion question, CancellationToken token)
    {
        var consumes = question.View == KpiPreset.Consumes;
        if (question.Teams.Count > 0)
        {
            if (scope.IsAllTenants)
                return (null, Problems.Of(StatusCodes.Status400BadRequest, "Which tenant?", "A team is of one tenant; send the header X-Tenant."));
            if (!question.Teams.All(scope.Sees) || !await AreThereAsync(scope.Tenant, question.Teams, token))
                return (null, scope.Refuse($"There is no team {string.Join(", ", question.Teams)} that you may look at."));
        }

        if (scope.Teams is [] && scope.Away is { } away)
            return (null, Problems.Away(away));
        var teams = question.Teams.Count > 0 ? question.Teams : scope.Teams;
        if (consumes && teams is null)
            return (null, Problems.Of(StatusCodes.Status400BadRequest, "Which team?", "The view consumes is of a team; name it in the parameter team."));
        var allowed = QueryScopes.Of(scope with { Teams = teams });
        if (!consumes || allowed == QueryScope.Nothing)
            return (allowed, null);
        return (allowed with { Teams = null, Keys = await KeysAsync(scope.Tenant, teams!, token) }, null);
    }

    async Task<bool> AreThereAsync(string tenant, IReadOnlyList<string> teams, CancellationToken token)
    {
        await using var session = await store.OpenAsync(tenant, token);
        return await session.Db.Teams.CountAsync(row => row.TenantId == tenant && teams.Contains(row.Id), token) == teams.Distinct().Count();
    }

    async Task<IReadOnlyList<string>> KeysAsync(string tenant, IReadOnlyList<string> teams, CancellationToken token)
    {
        await using var session = await store.OpenAsync(tenant, token);
        return await session.Db.Keys.AsNoTracking()
            .Where(row => row.TenantId == tenant && row.TeamId != null && teams.Contains(row.TeamId))
            .OrderBy(row => row.Id)
            .Select(row => row.Id)
            .ToListAsync(token);
    }
}
