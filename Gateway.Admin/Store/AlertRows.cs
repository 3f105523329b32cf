namespace Gateway.Admin.Store;

/// <summary>When somebody shall be told of something in the traffic.</summary>
sealed class Alert : NamedRow
{
    /// <summary>Whose it is within the tenant; null: the whole tenant's.</summary>
    public string? TeamId { get; set; }

    public bool Enabled { get; set; }

    /// <summary>As in the contract: info, warning, critical.</summary>
    public required string Severity { get; set; }

    /// <summary>All the rest of the document, JSON.</summary>
    public required string Content { get; set; }

    /// <summary>How often it was saved.</summary>
    public int Number { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
    public required string UpdatedBy { get; set; }
    public AlertState? State { get; set; }
}

/// <summary>An alert as it was saved once.</summary>
sealed class AlertVersion
{
    public required string TenantId { get; set; }
    public required string AlertId { get; set; }
    public int Number { get; set; }

    /// <summary>The whole document, JSON.</summary>
    public required string Document { get; set; }

    public DateTimeOffset SavedAt { get; set; }
    public required string SavedBy { get; set; }
}

/// <summary>How an alert stands and when it is looked at next. One row for each alert, so each evaluation writes one.</summary>
sealed class AlertState
{
    public required string TenantId { get; set; }
    public required string AlertId { get; set; }

    /// <summary>The worst of its instances: ok, pending, noData, error, firing.</summary>
    public required string State { get; set; }

    /// <summary>Since when that is so.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The moment that is evaluated next; null: none, it is switched off or is evaluated in memory.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>How long after that moment its traffic is waited for, when it is not recorded yet.</summary>
    public int LagSeconds { get; set; }

    /// <summary>The node that evaluates it, until the lease ends; then another may.</summary>
    public Guid? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>The moment that was evaluated last.</summary>
    public DateTimeOffset? EvaluatedAt { get; set; }

    /// <summary>How long the last evaluation took, milliseconds.</summary>
    public double TookMs { get; set; }

    /// <summary>Why the last evaluation failed; null: it did not.</summary>
    public string? Problem { get; set; }

    /// <summary>Whether there are more values of the dimension than are watched.</summary>
    public bool HasMore { get; set; }

    /// <summary>Each instance with its state, times and last observed values, JSON.</summary>
    public required string Instances { get; set; }
}

/// <summary>One change of state of one instance of an alert, as it was then. Only ever added, routed once, and dropped when it is old.</summary>
sealed class AlertEvent
{
    public long Id { get; set; }
    public required string TenantId { get; set; }
    public required string AlertId { get; set; }
    public string? TeamId { get; set; }
    public required string AlertName { get; set; }
    public required string Severity { get; set; }

    /// <summary>The value of the dimension that the alert fans out over; empty: it does not.</summary>
    public required string Instance { get; set; }

    public required string FromState { get; set; }
    public required string ToState { get; set; }

    /// <summary>The moment that was evaluated.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary><c>fired</c> or <c>resolved</c>: somebody is to be told. Null: it is only logged.</summary>
    public string? Notice { get; set; }

    /// <summary>Stays the same however often the change is evaluated or sent: nobody is told twice of one key.</summary>
    public required string Key { get; set; }

    /// <summary>What a firing and its end have in common.</summary>
    public required string Incident { get; set; }

    /// <summary>The message with its values filled in.</summary>
    public required string Message { get; set; }

    /// <summary>Labels of the alert, JSON.</summary>
    public required string Labels { get; set; }

    /// <summary>Channels that the alert named.</summary>
    public string[] Channels { get; set; } = [];

    public string? DashboardId { get; set; }
    public DateTimeOffset WindowFrom { get; set; }
    public DateTimeOffset WindowTo { get; set; }

    /// <summary>Each condition with what was observed, its threshold and whether it was met, JSON.</summary>
    public required string Conditions { get; set; }

    /// <summary>The figures that were looked at, JSON.</summary>
    public required string Series { get; set; }

    /// <summary>When its notice was handed to channels, or found to need none; null: not yet.</summary>
    public DateTimeOffset? RoutedAt { get; set; }

    /// <summary>Whether somebody only tried the alert out.</summary>
    public bool IsTest { get; set; }
}

/// <summary>What of a tenant's events one person has seen: all up to a number, and some beyond.</summary>
sealed class AlertSeen
{
    public required string TenantId { get; set; }

    /// <summary>Who, as the audit would not change it: a person's tenant and id, or the name of a credential that nobody owns.</summary>
    public required string Viewer { get; set; }

    public long SeenUntil { get; set; }
    public long[] SeenIds { get; set; } = [];
}
