using System.Text.Json.Serialization;

namespace Gateway.Admin.Contract;

/// <summary>A dashboard in the list: all but its widgets.</summary>
sealed record DashboardSummary(string Id, string Tenant, string Title)
{
    public string? Description { get; init; }
    public string? Folder { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public DashboardAccess Access { get; init; }
    public string? Team { get; init; }
    public string? Shipped { get; init; }
    public bool Edited { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string? UpdatedBy { get; init; }
    public DashboardOwner? Owner { get; init; }
    public bool Favourite { get; init; }
    public bool MayEdit { get; init; }

    /// <summary>Whether the caller may remove it; who manages the tenant may remove what others keep private.</summary>
    public bool MayRemove { get; init; }

    /// <summary>Whether a secret link leads to it.</summary>
    public bool Shared { get; init; }

    public int WidgetCount { get; init; }
}

/// <summary>Whose a private dashboard is.</summary>
sealed record DashboardOwner(string Id, string Name);

/// <summary>A secret link as it is kept. <see cref="Token"/> is in the one answer that makes it.</summary>
sealed record DashboardShareAnswer(DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }
}

/// <summary>One save of a dashboard.</summary>
sealed record DashboardVersionAnswer(int Version, DateTimeOffset SavedAt, string SavedBy, string Title);

/// <summary>A shipped dashboard that the tenant removed.</summary>
sealed record RemovedDashboard(string Id, string Title);

/// <summary>A list that has no pages.</summary>
sealed record WholeList<T>(IReadOnlyList<T> Items);

/// <summary>Dashboards as a file.</summary>
sealed record DashboardFile
{
    public required IReadOnlyList<DashboardDocument> Dashboards { get; init; }
}

/// <summary>What became of an import: the id of each now, and the id it had in the file.</summary>
sealed record DashboardImportAnswer(IReadOnlyList<ImportedDashboard> Imported);

/// <inheritdoc cref="DashboardImportAnswer"/>
sealed record ImportedDashboard(string Id, string From, bool Replaced);

/// <summary>How a copy is called; what is null is made up.</summary>
sealed record DashboardCopyRequest
{
    public string? Id { get; init; }
    public string? Title { get; init; }
}

/// <summary>When a secret link ends; null: when it is revoked.</summary>
sealed record DashboardShareRequest
{
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A dashboard as its secret link shows it: no owner and no person's name.</summary>
sealed record SharedDashboard(DashboardDocument Dashboard, string TenantName, DateTimeOffset? ExpiresAt);

/// <summary>What a secret link may ask for.</summary>
sealed record SharedQuery
{
    public Gateway.Analytics.Queries.TimeRange? Range { get; init; }

    /// <inheritdoc cref="DashboardDefaults.Compare"/>
    public string? Compare { get; init; }
}
