using Gateway.Analytics.Queries;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Alerts;

/// <summary>From an alert as written to a rule that can be evaluated. Every error is told at its path, with what is accepted.</summary>
public sealed class RuleReader(PresetCatalogue presets)
{
    const string When = "when";

    static readonly TimeSpan Week = TimeSpan.FromDays(7);
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>What an alert of a tenant, or of one team of it, may see; one of the platform sees all tenants.</summary>
    public static QueryScope ScopeOf(string tenant, string? team, string platform) =>
        new(tenant == platform ? AnalyticsDatabase.AllTenants : tenant) { Teams = team is null ? null : [team] };

    /// <param name="alert">As written.</param>
    /// <param name="scope">What it may see.</param>
    /// <param name="name">Of the alert, unique over all tenants.</param>
    /// <param name="errors">Path of a field → what is wrong and what is accepted.</param>
    /// <returns>Null when there are errors.</returns>
    public AlertRule? Read(AlertDefinition alert, QueryScope scope, string name, Dictionary<string, List<string>> errors)
    {
        var known = errors.Count;
        var health = alert.When.Health is null ? null : ReadHealth(alert, scope, errors);
        var conditions = new ConditionReader(presets, scope, alert, errors);
        var root = alert.When.Health is null ? conditions.Read(alert.When, When) : null;
        CheckTimes(alert, errors);
        CheckResolve(alert, [.. conditions.Leaves.Select(leaf => leaf.Comparing)], errors);
        CheckFanOut(alert, scope, errors);
        if (!ZoneClock.TryFind(alert.Zone ?? "UTC", out var clock))
            errors.Report("zone", $"{alert.Zone.Quote()} is no time zone; an IANA name such as Europe/Paris or UTC is.");
        AlertMessage.Check(alert.Message, errors);
        if (errors.Count > known || clock is null)
            return null;
        return new AlertRule
        {
            Scope = scope,
            Timing = new AlertTiming(alert.For, alert.KeepFiring, alert.Cooldown, alert.NoData, alert.OnError),
            Grid = new EvaluationGrid(alert.Window ?? TimeSpan.FromMinutes(5), alert.Every, name),
            Lag = alert.Lag ?? Minute,
            Health = health,
            Message = alert.Message,
            Root = root,
            Each = alert.Each,
            Clock = clock,
            Leaves = conditions.Leaves,
            Questions = conditions.Questions,
        };
    }

    static HealthCheck? ReadHealth(AlertDefinition alert, QueryScope scope, Dictionary<string, List<string>> errors)
    {
        var condition = alert.When;
        var kinds = HealthMeasure.All.Where(each => !each.OfPlatform || scope is { IsAllTenants: true, Teams: null }).ToList();
        if (kinds.Find(each => each.Name == condition.Health) is not { } measure || scope.Teams is not null)
        {
            errors.Report($"{When}.health", HealthMeasure.All.Any(each => each.Name == condition.Health)
                ? $"{condition.Health.Quote()} is not this alert's to watch{(scope.Teams is null ? $"; accepted: {FieldErrors.Names(kinds.Select(each => each.Name))}; the others are the platform's" : ": it belongs to a team")}."
                : $"{condition.Health.Quote()} is not known; accepted: {FieldErrors.Names(kinds.Select(each => each.Name))}.");
            return null;
        }

        var bare = condition with { Health = null, Op = null, Threshold = null, ResolveBelow = null, ResolveAbove = null };
        if (bare != new AlertCondition())
            errors.Report(When, "A look at the gateway itself takes health, op, threshold, resolveBelow and resolveAbove only.");
        foreach (var (field, isGiven) in new[] { ("window", alert.Window is not null), ("lag", alert.Lag is not null), ("each", alert.Each is not null), ("zone", alert.Zone is not null) })
        {
            if (isGiven)
                errors.Report(field, "Has no meaning for an alert that looks at the gateway itself; leave it out.");
        }

        var filled = condition.Op is null && condition.Threshold is null && measure.Default is { } usual
            ? condition with { Op = usual.Operator, Threshold = usual.Threshold }
            : condition;
        return Comparing.Read(filled, alert, When, errors) is { } comparing ? new HealthCheck(measure.Kind, comparing) : null;
    }

    static void CheckTimes(AlertDefinition alert, Dictionary<string, List<string>> errors)
    {
        Check("every", alert.Every, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check("for", alert.For, TimeSpan.Zero, Week);
        Check("keepFiring", alert.KeepFiring, TimeSpan.Zero, Week);
        Check("cooldown", alert.Cooldown, TimeSpan.Zero, Week);
        Check("lag", alert.Lag ?? Minute, TimeSpan.Zero, TimeSpan.FromHours(1));
        var window = alert.Window ?? Minute;
        Check("window", window, TimeSpan.FromSeconds(1), Week);
        if (window > Minute && window <= Week && window.Ticks % EvaluationGrid.BucketOf(window).Ticks != 0)
            errors.Report("window", "Accepted: whole seconds up to a minute, whole minutes up to 12 hours, multiples of 5 minutes up to a day, of 15 minutes beyond.");

        void Check(string field, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most || value.Ticks % TimeSpan.TicksPerSecond != 0)
                errors.Report(field, $"Accepted: {least:c} to {most:c} in whole seconds.");
        }
    }

    static void CheckResolve(AlertDefinition alert, IReadOnlyList<Comparing> all, Dictionary<string, List<string>> errors)
    {
        // Errors of the conditions themselves come first.
        if (errors.Keys.Any(path => path.StartsWith(When, StringComparison.Ordinal)) || alert.When.Health is not null)
            return;
        if (alert.ResolveBelow is { } below && !all.Any(each => Comparing.IsUp(each.Operator) && below <= each.Threshold))
            errors.Report("resolveBelow", "Must be at most the threshold of a condition with > or >=.");
        if (alert.ResolveAbove is { } above && !all.Any(each => Comparing.IsDown(each.Operator) && above >= each.Threshold))
            errors.Report("resolveAbove", "Must be at least the threshold of a condition with < or <=.");
    }

    void CheckFanOut(AlertDefinition alert, QueryScope scope, Dictionary<string, List<string>> errors)
    {
        if (alert.Each is not { } each)
            return;
        if (FilterReader.Named(each.Dimension, "each.dimension", scope, presets.Words, errors) is { Splits: false })
            errors.Report("each.dimension", $"{each.Dimension.Quote()} has too many values to watch each. Use endpoint instead.");
        if (each.Limit is < 1 or > QueryLimits.Lines)
            errors.Report("each.limit", $"1 to {QueryLimits.Lines} is accepted.");
    }
}
