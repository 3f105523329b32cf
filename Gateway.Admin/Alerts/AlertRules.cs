using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;

namespace Gateway.Admin.Alerts;

/// <summary>Rules of alerts, read once for each save.</summary>
sealed class AlertRules(RuleReader reader)
{
    /// <summary>Far more alerts than anybody has; past it everything is read anew.</summary>
    const int MostKept = 20_000;

    readonly ConcurrentDictionary<(string Tenant, string Id), Known> known = new();

    /// <summary>The rule of a document as it comes in; null with errors.</summary>
    public AlertRule? Read(AlertDocument alert, string tenant, FieldErrors errors, string path)
    {
        var wrong = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var rule = reader.Read(alert.ToDefinition(), RuleReader.ScopeOf(tenant, alert.Team, GatewayStore.PlatformTenant), Name(tenant, alert.Id), wrong);
        foreach (var (field, messages) in wrong)
        {
            foreach (var message in messages)
                errors.Add(FieldErrors.Join(path, field), message);
        }

        return rule;
    }

    /// <summary>The rule of a stored alert. What an earlier version of the gateway accepted and this one does not has none, and why.</summary>
    public (AlertDocument Document, AlertRule? Rule, string? Problem) Of(string tenant, string id, int number, string content)
    {
        if (known.TryGetValue((tenant, id), out var kept) && kept.Number == number && kept.Content == content)
            return (kept.Document, kept.Rule, kept.Problem);
        if (known.Count >= MostKept)
            known.Clear();
        var document = JsonSerializer.Deserialize<AlertDocument>(content, ContractJson.Options)!;
        var errors = new FieldErrors();
        var rule = Read(document, tenant, errors, "");
        var problem = rule is null ? string.Join(' ', errors.ToProblem().Select(each => $"{each.Key}: {string.Join(' ', each.Value)}")) : null;
        known[(tenant, id)] = new Known(number, content, document, rule, problem);
        return (document, rule, problem);
    }

    static string Name(string tenant, string id) => $"{tenant}/{id}";

    sealed record Known(int Number, string Content, AlertDocument Document, AlertRule? Rule, string? Problem);
}
