using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Dashboards;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Alerts;

/// <summary>The alerts of tenants and of their teams. They have versions of their own, apart from the configuration's.</summary>
sealed class AlertCollection(AlertRules rules, ShippedDashboards shipped) : Collection<AlertDocument, Alert>
{
    /// <summary>Most alerts of a tenant.</summary>
    public const int Maximum = 2_000;

    /// <summary>How many saves of an alert are kept.</summary>
    public const int KeptVersions = 50;

    const int MostLabels = 20;
    const int MostChannels = 20;

    static readonly string[] Reserved = ["templates", "backtest", "check", "new"];

    public override string Name => "alerts";

    public override bool IsVersioned => false;

    protected override bool IsLoaded => false;

    public override IQueryable<Alert> Rows(GatewayDb db) => db.Alerts.Include(row => row.State);

    public override AlertDocument ToDocument(Alert row) => JsonSerializer.Deserialize<AlertDocument>(row.Content, ContractJson.Options)! with
    {
        Tenant = row.TenantId,
        Version = row.Number,
        UpdatedAt = row.UpdatedAt,
        UpdatedBy = row.UpdatedBy,
        State = row.State is { } state ? AlertEvents.Parse<AlertStatus>(state.State) : null,
        Since = row.State?.Since,
    };

    public override Alert Create(AlertDocument document, string tenant, Change change) => new()
    {
        TenantId = tenant,
        Id = document.Id,
        Name = document.Name,
        Severity = "",
        Content = "{}",
        UpdatedAt = change.Time,
        UpdatedBy = change.Caller.Name,
    };

    public override void Apply(AlertDocument document, Alert row)
    {
        row.Name = document.Name;
        row.TeamId = document.Team;
        row.Enabled = document.Enabled;
        row.Severity = AlertMessage.Word(document.Severity);
        row.Content = ToNode(document)!.ToJsonString(ContractJson.Options);
    }

    public override async Task CheckAsync(AlertDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        if (Reserved.Contains(document.Id))
            change.Errors.Add(At("id"), $"must be none of {string.Join(", ", Reserved)}, which are addresses of their own");
        CheckTexts(document, change.Errors, At);
        // One of the platform sees the traffic of all tenants.
        if (tenant == GatewayStore.PlatformTenant && !change.Caller.IsPlatformAdmin)
            change.Errors.Add(At("tenant"), "must not be the platform: its alerts see all tenants, which takes the role platformAdmin");
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        await Ids.CheckReferenceAsync<Team>(document.Team, tenant, change, At("team"), token);
        for (var i = 0; i < Math.Min(document.Channels.Count, MostChannels); i++)
            await Ids.CheckReferenceAsync<Channel>(document.Channels[i], tenant, change, $"{At("channels")}[{i}]", token);
        if (document.Dashboard is { } dashboard && shipped.Find(dashboard, tenant) is null)
            await Ids.CheckReferenceAsync<Dashboard>(dashboard, tenant, change, At("dashboard"), token);
        if (rules.Read(document, tenant, change.Errors, path) is { } rule)
            Schedule(document, rule, change.Db.Alerts.Local.Single(row => row.TenantId == tenant && row.Id == document.Id), change);
        var made = change.Db.Alerts.Local.Count(row => row.TenantId == tenant && change.Db.Entry(row).State == EntityState.Added);
        if (made > 0 && made + await change.Db.Alerts.CountAsync(row => row.TenantId == tenant, token) > Maximum)
            change.Errors.Add(At("id"), $"is one too many: a tenant has at most {Maximum} alerts");
    }

    public override Expression<Func<Alert, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Name.ToLower().Contains(word);

    public override IQueryable<Alert> Visible(IQueryable<Alert> rows, IReadOnlyList<string>? teams) =>
        teams is null ? rows : rows.Where(row => row.TeamId != null && teams.Contains(row.TeamId));

    public override string? TeamOf(AlertDocument document) => document.Team;

    /// <summary>A save is a version; the oldest of many go.</summary>
    protected override async Task OnChangedAsync(Alert row, JsonNode after, Change change, CancellationToken token)
    {
        row.Number++;
        row.UpdatedAt = change.Time;
        row.UpdatedBy = change.Caller.Person?.Name ?? change.Caller.Name;
        change.Db.AlertVersions.Add(new AlertVersion
        {
            TenantId = row.TenantId,
            AlertId = row.Id,
            Number = row.Number,
            Document = after.ToJsonString(ContractJson.Options),
            SavedAt = row.UpdatedAt,
            SavedBy = row.UpdatedBy,
        });
        await change.Db.AlertVersions
            .Where(version => version.TenantId == row.TenantId && version.AlertId == row.Id && version.Number <= row.Number - KeptVersions)
            .ExecuteDeleteAsync(token);
    }

    /// <summary>What it told of is over; its log stays until it is old.</summary>
    public override Task RemoveAsync(Alert row, Change change, CancellationToken token)
    {
        Close(ToDocument(row), row, change);
        change.Db.Remove(row);
        return Task.CompletedTask;
    }

    /// <summary>A change is evaluated at once, by whichever node; what an evaluation that runs now finds is of the past.</summary>
    static void Schedule(AlertDocument document, AlertRule rule, Alert row, Change change)
    {
        if (row.State is null)
        {
            row.State = new AlertState { TenantId = row.TenantId, AlertId = row.Id, State = AlertMessage.Word(AlertStatus.Ok), Since = change.Time, Instances = "[]" };
            change.Db.AlertStates.Add(row.State);
        }

        if (change.Db.Entry(row).State == EntityState.Unchanged)
            return;
        var state = row.State;
        state.LagSeconds = (int)rule.Lag.TotalSeconds;
        state.DueAt = document.Enabled && rule.Health is null ? change.Time : null;
        (state.LeaseOwner, state.LeaseUntil) = (null, null);
        if (!document.Enabled)
            Close(document, row, change);
    }

    /// <summary>Whom it told of something hears that this is over.</summary>
    static void Close(AlertDocument document, Alert row, Change change)
    {
        if (row.State is not { } state)
            return;
        foreach (var instance in AlertStates.Read(state.Instances).Where(instance => AlertMachine.IsActive(instance.Status)))
        {
            var over = new StateChange(instance.Instance, instance.Label, instance.Status, AlertStatus.Ok, change.Time, NoticeKind.Resolved, instance.FiredAt);
            change.Db.AlertEvents.Add(AlertEvents.Of(document, row.TenantId, over, new Judgement(change.Time, change.Time, Verdict.NotMet, Verdict.NotMet, instance.Conditions, [])));
        }

        state.Instances = "[]";
        (state.State, state.Since) = (AlertMessage.Word(AlertStatus.Ok), change.Time);
    }

    static void CheckTexts(AlertDocument document, FieldErrors errors, Func<string, string> at)
    {
        Ids.CheckName(document.Name, errors, at("name"));
        if (document.Description is { } text && (text.Length > 2000 || text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))))
            errors.Add(at("description"), "must be at most 2000 characters, of the control characters only line breaks and tabs");
        if (document.Channels.Count > MostChannels)
            errors.Add(at("channels"), $"must be at most {MostChannels}");
        for (var i = 0; i < Math.Min(document.Channels.Count, MostChannels); i++)
        {
            if (document.Channels[i] is not { } channel || !DocumentId.IsValid(channel))
                errors.Add($"{at("channels")}[{i}]", "must be the id of a channel");
            else if (document.Channels.Take(i).Contains(channel))
                errors.Add($"{at("channels")}[{i}]", $"'{channel}' is given twice");
        }

        if (document.Labels.Count > MostLabels)
            errors.Add(at("labels"), $"must be at most {MostLabels}");
        foreach (var (name, value) in document.Labels.Take(MostLabels))
        {
            if (name.Length is 0 or > 50 || value.Length > 200 || (name + value).Any(char.IsControl))
                errors.Add(FieldErrors.Join(at("labels"), name.Length <= 50 ? name : name[..50]), "must be a name of 1 to 50 and a value of at most 200 characters without control characters");
        }
    }
}
