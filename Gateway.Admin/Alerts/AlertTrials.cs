using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using FieldErrors = Gateway.Admin.Contract.FieldErrors;

namespace Gateway.Admin.Alerts;

/// <summary>What an alert sees now, and what it would have done, before anybody saves it. Nothing is stored and nobody is told.</summary>
sealed class AlertTrials(AlertRules rules, AlertEvaluation evaluation, AlertBackTest backTest, INodeSignals signals, TimeProvider time)
{
    /// <summary>Back-tests at the same time on a node: they read much.</summary>
    const int MostBackTests = 2;

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    readonly SemaphoreSlim places = new(MostBackTests);

    public void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/alerts").WithTags("alerts").Needs(Need.ReadTeam);
        group.MapPost("check", (Delegate)CheckAsync).Accepts<AlertCheckRequest>("application/json").Produces<AlertCheckAnswer>().ProducesProblem(422);
        group.MapPost("backtest", (Delegate)BackTestAsync).Accepts<BackTestRequest>("application/json").Produces<BackTestResult>().ProducesProblem(422).ProducesProblem(503);
    }

    async Task<IResult> CheckAsync(HttpContext http)
    {
        var (request, unreadable) = await DocumentBody.ReadAsync<AlertCheckRequest>(http);
        if (request is null)
            return unreadable!;
        var (rule, problem) = Read(http, request.Alert);
        if (rule is null)
            return problem!;
        var now = time.GetUtcNow();
        var tick = rule.Grid.Tick(now - TimeSpan.FromSeconds(1));
        var step = rule.Health is { } health
            ? HealthStep.Run(rule, signals.Read(health.Kind, rule.Scope.IsAllTenants ? null : rule.Scope.Tenant), [], now)
            : await evaluation.RunAsync(rule, [], tick, http.RequestAborted);
        var instances = step.Judged.Select(each => new AlertCheckInstance(each.State.Instance, each.State.Label, each.Judged.Met, each.Judged.Conditions, each.Judged.Series)).ToList();
        // Of several the one that is nearest to telling somebody.
        var (state, judged) = step.Judged.OrderBy(each => each.Judged.Met != Verdict.Met).FirstOrDefault();
        var change = new StateChange(state?.Instance ?? "", state?.Label ?? "", AlertStatus.Ok, AlertStatus.Firing, now, NoticeKind.Fired, now);
        judged ??= new Judgement(now, now, Verdict.NoData, Verdict.NoData, [], []);
        return TypedResults.Json(
            new AlertCheckAnswer(
                judged.From,
                judged.To,
                judged.Met,
                step.Problem,
                step.HasMore,
                AlertMessage.Of(rule.Message, request.Alert.Name, request.Alert.Severity, change, judged),
                instances),
            ContractJson.Options);
    }

    async Task<IResult> BackTestAsync(HttpContext http)
    {
        var (request, unreadable) = await DocumentBody.ReadAsync<BackTestRequest>(http);
        if (request is null)
            return unreadable!;
        var (rule, problem) = Read(http, request.Alert);
        if (rule is null)
            return problem!;
        var errors = new FieldErrors();
        if (rule.Health is not null)
            errors.Add("alert.when.health", "has no past: the gateway does not record how it stood; check shows how it stands");
        var range = Range(request.Range, errors);
        if (range is { } given && rule.Health is null && AlertBackTest.Refusal(rule, given.From, given.To) is { } refusal)
            errors.Add("range", refusal);
        if (errors.Any || range is not { } span)
            return Problems.Refused(errors);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(Longest);
        if (!await places.WaitAsync(TimeSpan.FromSeconds(10), http.RequestAborted))
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Too many back-tests at once", "Try again in a moment.");
        try
        {
            return TypedResults.Json(await backTest.RunAsync(rule, span.From, span.To, limit.Token), ContractJson.Options);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Problems.Of(StatusCodes.Status504GatewayTimeout, "It took too long", $"It was stopped after {Longest.TotalSeconds:0} s. A shorter range needs less time.");
        }
        finally
        {
            places.Release();
        }
    }

    (DateTimeOffset From, DateTimeOffset To)? Range(DashboardRange asked, FieldErrors errors)
    {
        var wrong = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var range = TimeRange.Read(asked.From, asked.To, time.GetUtcNow(), wrong);
        foreach (var (field, messages) in wrong)
        {
            foreach (var message in messages)
                errors.Add($"range.{field}", message);
        }

        return range;
    }

    /// <summary>The rule, as far as the caller may see what it sees.</summary>
    (AlertRule? Rule, IResult? Problem) Read(HttpContext http, AlertDocument alert)
    {
        var scope = Scopes.Of(http);
        var errors = new FieldErrors();
        var tenant = alert.Tenant ?? (scope.IsAllTenants ? null : scope.Tenant);
        if (tenant is null)
            errors.Add("alert.tenant", "is required, here or as the header X-Tenant");
        else if (!scope.IsAllTenants && tenant != scope.Tenant)
            errors.Add("alert.tenant", $"must be '{scope.Tenant}', the tenant of the call");
        else if (tenant == GatewayStore.PlatformTenant && !scope.Caller.SeesPlatform)
            errors.Add("alert.tenant", "must not be the platform: its alerts see all tenants");
        if (!errors.Any && scope.Teams is { } teams && !(alert.Team is { } own && teams.Contains(own)))
            return (null, scope.Refuse(teams.Count == 0 ? "You have no team whose traffic you see." : $"It has to belong to one of your teams: {string.Join(", ", teams)}."));
        var rule = errors.Any ? null : rules.Read(alert, tenant!, errors, "alert");
        return rule is null ? (null, Problems.Refused(errors)) : (rule, null);
    }
}
