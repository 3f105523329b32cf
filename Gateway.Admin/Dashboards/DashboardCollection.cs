using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// The dashboards that tenants made and their copies of shipped ones. They have versions of their own, apart from the
/// configuration's; what is private to a person is in no configuration document.
/// </summary>
sealed class DashboardCollection(DashboardChecks checks, ShippedDashboards shipped) : Collection<DashboardDocument, Dashboard>
{
    /// <summary>Most dashboards of a tenant; the list is read as a whole.</summary>
    public const int Maximum = 500;

    /// <summary>How many saves of a dashboard are kept.</summary>
    public const int KeptVersions = 50;

    static readonly string[] Reserved = ["export", "import", "new", "removed"];

    public override string Name => "dashboards";

    public override bool IsVersioned => false;

    protected override bool IsLoaded => false;

    public override DashboardDocument ToDocument(Dashboard row)
    {
        var content = JsonSerializer.Deserialize<Content>(row.Content, ContractJson.Options)!;
        return new DashboardDocument
        {
            Id = row.Id,
            Tenant = row.TenantId,
            Title = row.Title,
            Description = row.Description,
            Folder = row.Folder,
            Tags = row.Tags,
            Access = DashboardRights.AccessOf(row),
            Team = row.TeamId,
            Defaults = content.Defaults,
            Widgets = content.Widgets,
            Shipped = row.Shipped,
            Edited = row.Shipped == row.Id,
            Version = row.Number,
            UpdatedAt = row.UpdatedAt,
            UpdatedBy = row.UpdatedBy,
            Owner = OwnerOf(row),
        };
    }

    /// <summary>The document as it stands in files and versions: without what is only answered.</summary>
    public JsonNode? Node(DashboardDocument document) => ToNode(document);

    /// <inheritdoc cref="Node(DashboardDocument)"/>
    public JsonNode? Node(Dashboard row) => ToNode(ToDocument(row));

    /// <summary>Whether two documents say the same, answered fields aside.</summary>
    public bool AreSame(DashboardDocument one, DashboardDocument other) => JsonNode.DeepEquals(ToNode(one), ToNode(other));

    public static DashboardOwner? OwnerOf(Dashboard row) => row.OwnerId is { } owner ? new DashboardOwner(owner, row.OwnerName!) : null;

    public override Dashboard Create(DashboardDocument document, string tenant, Change change) => new()
    {
        TenantId = tenant,
        Id = document.Id,
        Title = document.Title,
        Access = DashboardRights.Word(document.Access),
        Shipped = shipped.Find(document.Id, tenant) is null ? null : document.Id,
        Content = "{}",
        UpdatedBy = change.Caller.Name,
    };

    public override void Apply(DashboardDocument document, Dashboard row)
    {
        row.Title = document.Title;
        row.Description = document.Description;
        row.Folder = document.Folder;
        row.Tags = [.. document.Tags];
        row.Access = DashboardRights.Word(document.Access);
        row.TeamId = document.Team;
        row.WidgetCount = document.Widgets.Count;
        row.Content = JsonSerializer.Serialize(new Content(document.Defaults, document.Widgets), ContractJson.Options);
    }

    public override async Task CheckAsync(DashboardDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        if (Reserved.Contains(document.Id))
            change.Errors.Add(At("id"), $"must be none of {string.Join(", ", Reserved)}, which are addresses of their own");
        checks.Run(document, tenant, change.Errors, path);
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        await Ids.CheckReferenceAsync<Team>(document.Team, tenant, change, At("team"), token);
        var entry = change.Db.Entry(change.Db.Dashboards.Local.Single(row => row.TenantId == tenant && row.Id == document.Id));
        var wasPrivate = entry.State != EntityState.Added && entry.Property(row => row.Access).OriginalValue == DashboardRights.Private;
        var isOwner = change.Caller.Person is { } person && entry.Entity.OwnerTenantId == person.Tenant && entry.Entity.OwnerId == person.Id;
        if (document.Access == DashboardAccess.Private && change.Caller.Person is null)
            change.Errors.Add(At("access"), "must be tenant or team: this credential belongs to no person whose private one it could be");
        else if ((document.Access == DashboardAccess.Private && !isOwner) || (wasPrivate && entry.Property(row => row.OwnerId).OriginalValue is { } owner && owner != change.Caller.Person?.Id))
            change.Errors.Add(At("id"), $"'{document.Id}' is somebody's private dashboard");
        var made = change.Db.Dashboards.Local.Count(row => row.TenantId == tenant && change.Db.Entry(row).State == EntityState.Added);
        if (entry.State == EntityState.Added && made + await change.Db.Dashboards.CountAsync(row => row.TenantId == tenant, token) > Maximum)
            change.Errors.Add(At("id"), $"is one too many: a tenant has at most {Maximum} dashboards");
    }

    public override Expression<Func<Dashboard, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Title.ToLower().Contains(word);

    /// <summary>A save is a version; the oldest of many go.</summary>
    protected override async Task OnChangedAsync(Dashboard row, JsonNode after, Change change, CancellationToken token)
    {
        var person = row.Access == DashboardRights.Private ? change.Caller.Person : null;
        if (row.OwnerId is null || person is null)
            (row.OwnerTenantId, row.OwnerId, row.OwnerName) = (person?.Tenant, person?.Id, person?.Name);
        var versions = change.Db.DashboardVersions.Where(version => version.TenantId == row.TenantId && version.DashboardId == row.Id);
        row.Number = 1 + (await versions.MaxAsync(version => (int?)version.Number, token) ?? 0);
        row.UpdatedAt = change.Time;
        row.UpdatedBy = change.Caller.Person?.Name ?? change.Caller.Name;
        change.Db.DashboardVersions.Add(new DashboardVersion
        {
            TenantId = row.TenantId,
            DashboardId = row.Id,
            Number = row.Number,
            Title = row.Title,
            Document = after.ToJsonString(ContractJson.Options),
            SavedAt = row.UpdatedAt,
            SavedBy = row.UpdatedBy,
        });
        await versions.Where(version => version.Number <= row.Number - KeptVersions).ExecuteDeleteAsync(token);
    }

    protected override IQueryable<Dashboard> Configured(IQueryable<Dashboard> rows) =>
        rows.Where(row => row.Access != DashboardRights.Private);

    protected override (string Field, string Message)? WhyNotConfigured(DashboardDocument document) =>
        document.Access == DashboardAccess.Private ? ("access", "must be tenant or team: a private dashboard is its owner's and no part of the configuration") : null;

    /// <summary>Its link and its stars go with it; so does its history, unless it is a copy of a shipped one.</summary>
    public override async Task RemoveAsync(Dashboard row, Change change, CancellationToken token)
    {
        change.Db.Remove(row);
        var (tenant, id) = (row.TenantId, row.Id);
        await DashboardLinks.RemoveAsync(tenant, id, change, token);
        await change.Db.DashboardFavourites.Where(favourite => favourite.TenantId == tenant && favourite.DashboardId == id).ExecuteDeleteAsync(token);
        if (row.Shipped != id)
            await change.Db.DashboardVersions.Where(version => version.TenantId == tenant && version.DashboardId == id).ExecuteDeleteAsync(token);
    }

    /// <summary>What of a dashboard the store need not look into.</summary>
    sealed record Content(DashboardDefaults Defaults, IReadOnlyList<WidgetDocument> Widgets);
}
