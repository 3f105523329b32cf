namespace Gateway.Admin.Store;

/// <summary>A dashboard that a tenant made, or its own copy of a shipped one (then it has that one's id).</summary>
sealed class Dashboard : TenantRow
{
    public required string Title { get; set; }
    public string? Description { get; set; }
    public string? Folder { get; set; }
    public string[] Tags { get; set; } = [];

    /// <summary>Who sees it, as in the contract.</summary>
    public required string Access { get; set; }

    public string? TeamId { get; set; }

    /// <summary>Whose a private one is; the person may be of another tenant, such as the platform's. Null for all others.</summary>
    public string? OwnerTenantId { get; set; }

    public string? OwnerId { get; set; }
    public string? OwnerName { get; set; }

    /// <summary>The shipped one that it is a copy of.</summary>
    public string? Shipped { get; set; }

    /// <summary>How often it was saved, of its id: a copy of a shipped one counts on after a reset.</summary>
    public int Number { get; set; }

    public int WidgetCount { get; set; }

    /// <summary>Defaults and widgets as in the contract, JSON.</summary>
    public required string Content { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
    public required string UpdatedBy { get; set; }
}

/// <summary>A dashboard as it was saved once. Of a shipped one it outlives the copy, so that a reset loses nothing.</summary>
sealed class DashboardVersion
{
    public required string TenantId { get; set; }
    public required string DashboardId { get; set; }
    public int Number { get; set; }
    public required string Title { get; set; }

    /// <summary>The whole document, JSON.</summary>
    public required string Document { get; set; }

    public DateTimeOffset SavedAt { get; set; }
    public required string SavedBy { get; set; }
}

/// <summary>Says that a tenant removed a shipped dashboard: no newer version of the gateway brings it back.</summary>
sealed class DashboardRemoval
{
    public required string TenantId { get; set; }
    public required string Id { get; set; }
    public DateTimeOffset RemovedAt { get; set; }
    public required string RemovedBy { get; set; }
}

/// <summary>That a person likes a dashboard.</summary>
sealed class DashboardFavourite
{
    public required string TenantId { get; set; }
    public required string DashboardId { get; set; }

    /// <summary>Where the person's row is.</summary>
    public required string UserTenantId { get; set; }

    public required string UserId { get; set; }
}

/// <summary>The one secret link of a dashboard: who has it reads the dashboard and asks its questions, and nothing else.</summary>
sealed class DashboardShare
{
    public required string TenantId { get; set; }
    public required string DashboardId { get; set; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] Hash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
}
