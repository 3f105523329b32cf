using System.Linq.Expressions;
using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Channels;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Notices;

/// <summary>Silences and maintenance windows. They are of the day and so part of no configuration document.</summary>
sealed class SilenceCollection(TimeProvider time) : Collection<SilenceDocument, Silence>
{
    /// <summary>Most silences of a tenant.</summary>
    public const int Maximum = 500;

    const int MaximumListed = 1000;
    static readonly string[] Severities = ["info", "warning", "critical"];

    public override string Name => "silences";

    public override bool IsVersioned => false;

    protected override bool IsLoaded => false;

    public override IQueryable<Silence> Visible(IQueryable<Silence> rows, IReadOnlyList<string>? teams) => rows;

    public override SilenceDocument ToDocument(Silence row)
    {
        var content = SilenceContent.Of(row);
        return new SilenceDocument
        {
            Id = row.Id,
            Tenant = row.TenantId,
            Reason = row.Reason,
            From = row.StartsAt,
            To = row.EndsAt,
            Weekly = content.Weekly,
            Matches = content.Matches,
            CreatedBy = row.CreatedBy,
            CreatedAt = row.CreatedAt,
            Active = content.Weekly is null || TimeZoneInfo.TryFindSystemTimeZoneById(content.Weekly.Zone, out _)
                ? SilenceTimes.HoldsUntil(row.StartsAt, row.EndsAt, content.Weekly, time.GetUtcNow()) is not null
                : null,
        };
    }

    public override Silence Create(SilenceDocument document, string tenant, Change change) => new()
    {
        TenantId = tenant,
        Id = document.Id,
        Reason = document.Reason,
        Content = "{}",
        CreatedBy = change.Caller.Person?.Name ?? change.Caller.Name,
        CreatedAt = change.Time,
    };

    public override void Apply(SilenceDocument document, Silence row)
    {
        row.Reason = document.Reason;
        row.StartsAt = document.From.ToUniversalTime();
        row.EndsAt = document.To?.ToUniversalTime();
        row.Content = JsonSerializer.Serialize(new SilenceContent(document.Weekly, document.Matches), ContractJson.Options);
    }

    public override async Task CheckAsync(SilenceDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        Ids.CheckName(document.Reason, change.Errors, At("reason"));
        SilenceTimes.Check(document, change.Errors, At);
        for (var i = 0; i < document.Matches.Severities.Count; i++)
        {
            if (!Severities.Contains(document.Matches.Severities[i]))
                change.Errors.Add(At($"matches.severities[{i}]"), $"must be one of {string.Join(", ", Severities)}");
        }

        if (document.Matches.Alerts.Count > MaximumListed)
            change.Errors.Add(At("matches.alerts"), $"must be at most {MaximumListed}");
        if (document.Matches.Instances.Count > MaximumListed)
            change.Errors.Add(At("matches.instances"), $"must be at most {MaximumListed}");
        Labels.Check(document.Matches.Labels, change.Errors, At("matches.labels"));
        var made = change.Db.Silences.Local.Count(row => row.TenantId == tenant && change.Db.Entry(row).State == EntityState.Added);
        if (made > 0 && made + await change.Db.Silences.CountAsync(row => row.TenantId == tenant, token) > Maximum)
            change.Errors.Add(At("id"), $"is one too many: a tenant has at most {Maximum} silences; remove those that are over");
    }

    public override Expression<Func<Silence, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Reason.ToLower().Contains(word);
}
