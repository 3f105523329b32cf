using System.Linq.Expressions;
using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts.Channels;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Channels;

/// <summary>The channels of a tenant. No version of the configuration holds them: a way back would bring secrets back that were replaced.</summary>
sealed class ChannelCollection(AlertChannels kinds, ChannelSecrets secrets) : Collection<ChannelDocument, Channel>
{
    /// <summary>Most channels of a tenant.</summary>
    public const int Maximum = 200;

    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    static readonly string[] Severities = ["info", "warning", "critical"];

    public override string Name => "channels";

    public override bool IsVersioned => false;

    protected override bool IsLoaded => false;

    public override IQueryable<Channel> Rows(GatewayDb db) => db.Channels.Include(row => row.State);

    /// <summary>A team's members choose among them for the team's alerts.</summary>
    public override IQueryable<Channel> Visible(IQueryable<Channel> rows, IReadOnlyList<string>? teams) => rows;

    public override ChannelDocument ToDocument(Channel row)
    {
        var content = ChannelContent.Of(row);
        return new ChannelDocument
        {
            Id = row.Id,
            Tenant = row.TenantId,
            Name = row.Name,
            Type = row.Type,
            Enabled = row.Enabled,
            Settings = content.Settings,
            Receives = content.Receives,
            Resolved = content.Resolved,
            GroupWait = content.GroupWait,
            PerHour = content.PerHour,
            Secrets = row.SecretNames,
            Missing = [.. MissingOf(row)],
            Status = row.State is { LastAt: { } lastAt } state ? new ChannelStatusAnswer(lastAt, state.LastAnswer, state.DeliveredAt, state.Failures, state.RetryAt) : null,
        };
    }

    public override Channel Create(ChannelDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, Name = document.Name, Type = document.Type, Content = "{}" };

    public override void Apply(ChannelDocument document, Channel row)
    {
        var kind = kinds.Find(document.Type)?.Kind;
        var isSecret = kind?.Settings.Where(setting => setting.IsSecret).Select(setting => setting.Name).ToHashSet() ?? [];
        // Nothing that is secret lies in the open, whatever comes of the checks.
        var shown = document.Settings.Where(setting => !isSecret.Contains(setting.Key)).ToDictionary();
        // Shown somewhere else they would be somebody else's.
        var isElsewhere = row.Type != document.Type || kind?.Settings.Any(setting => setting.IsTarget && Text(ChannelContent.Of(row).Settings, setting) != Text(shown, setting)) == true;
        secrets.Change(row, document.Settings.Where(setting => isSecret.Contains(setting.Key)), keeps: !isElsewhere);
        row.Name = document.Name;
        row.Type = document.Type;
        row.Enabled = document.Enabled;
        row.Content = ChannelContent.Write(new ChannelContent(shown, document.Receives, document.Resolved, document.GroupWait, document.PerHour));
    }

    public override async Task CheckAsync(ChannelDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        Ids.CheckName(document.Name, change.Errors, At("name"));
        CheckReceives(document.Receives, tenant, change.Errors, At("receives"));
        if (document.PerHour is < 1 or > 10_000)
            change.Errors.Add(At("perHour"), "goes from 1 to 10000");
        if (kinds.Find(document.Type) is not { } channel)
        {
            change.Errors.Add(At("type"), $"must be one of {string.Join(", ", kinds.All.Select(each => each.Kind.Type))}");
            return;
        }

        if (document.GroupWait is { } wait && (wait < TimeSpan.Zero || wait > LongestWait))
            change.Errors.Add(At("groupWait"), "goes from 00:00:00 to 00:10:00");
        else if (document.GroupWait > TimeSpan.Zero && !channel.Kind.Gathers)
            change.Errors.Add(At("groupWait"), $"must be left out: {channel.Kind.Type} sends each notice by itself");

        var entry = change.Db.Entry(change.Db.Channels.Local.Single(row => row.TenantId == tenant && row.Id == document.Id));
        CheckSettings(entry.Entity, document, channel.Kind, change.Errors, path);
        if (entry.State == EntityState.Modified && entry.Property(row => row.Secrets).IsModified)
            change.NoteApart(Name, tenant, document.Id, null, null, action: "setSecret");
        var made = change.Db.Channels.Local.Count(row => row.TenantId == tenant && change.Db.Entry(row).State == EntityState.Added);
        if (entry.State == EntityState.Added && made + await change.Db.Channels.CountAsync(row => row.TenantId == tenant, token) > Maximum)
            change.Errors.Add(At("id"), $"is one too many: a tenant has at most {Maximum} channels");
    }

    public override Expression<Func<Channel, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Name.ToLower().Contains(word) || row.Type.ToLower().Contains(word);

    /// <summary>One that an alert names stays: nobody would notice that the alert tells nobody.</summary>
    public override async Task RemoveAsync(Channel row, Change change, CancellationToken token)
    {
        var named = JsonSerializer.Serialize(new { channels = new[] { row.Id } });
        var going = change.Db.ChangeTracker.Entries<Alert>().Where(entry => entry.State == EntityState.Deleted).Select(entry => entry.Entity.Id).ToHashSet();
        var alerts = await change.Db.Alerts
            .Where(alert => alert.TenantId == row.TenantId && EF.Functions.JsonContains(alert.Content, named))
            .OrderBy(alert => alert.Id)
            .Select(alert => alert.Id)
            .ToListAsync(token);
        if (alerts.Find(alert => !going.Contains(alert)) is { } alert)
            change.Conflict = $"The alert '{alert}' names the channel '{row.Id}'. Change that first.";
        change.Db.Remove(row);
    }

    void CheckSettings(Channel row, ChannelDocument document, ChannelKind kind, FieldErrors errors, string path)
    {
        // Values of secrets are checked as they were sent; what lies in the store was checked before.
        var values = secrets.Values(row);
        foreach (var (name, value) in document.Settings)
            values[name] = value;
        foreach (var (setting, message) in new ChannelSettings(kind, values).Errors())
        {
            // A document of another gateway has no secrets. The channel waits for them, and says so.
            var isMissingSecret = !values.ContainsKey(setting) && kind.Settings.FirstOrDefault(each => each.Name == setting) is { IsSecret: true };
            if (path.Length == 0 || !isMissingSecret)
                errors.Add(FieldErrors.Join(path, $"settings.{setting}"), isMissingSecret ? $"{message}; a secret has to be given again when where it goes changes" : message);
        }
    }

    static void CheckReceives(ChannelReceivesDocument? receives, string tenant, FieldErrors errors, string path)
    {
        for (var i = 0; i < (receives?.Severities.Count ?? 0); i++)
        {
            if (!Severities.Contains(receives!.Severities[i]))
                errors.Add($"{path}.severities[{i}]", $"must be one of {string.Join(", ", Severities)}");
        }

        if (receives?.Tenants.Count > 0 && tenant != GatewayStore.PlatformTenant)
            errors.Add($"{path}.tenants", "must be left out: only channels of the platform's own tenant hear of other tenants");
        if (receives?.Tenants.Count > 1000)
            errors.Add($"{path}.tenants", "must be at most 1000; an asterisk means all");
        Labels.Check(receives?.Labels, errors, $"{path}.labels");
    }

    IEnumerable<string> MissingOf(Channel row) =>
        kinds.Find(row.Type)?.Kind.Settings.Where(setting => setting is { IsSecret: true, IsRequired: true } && !row.SecretNames.Contains(setting.Name)).Select(setting => setting.Name) ?? [];

    static string Text(IReadOnlyDictionary<string, JsonElement> settings, ChannelSetting setting) =>
        settings.TryGetValue(setting.Name, out var value) && value.ToString() is { Length: > 0 } text ? text : setting.Default ?? "";
}
