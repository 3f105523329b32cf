namespace Gateway.Admin.Store;

/// <summary>A way in which people are told of alerts.</summary>
sealed class Channel : NamedRow
{
    public required string Type { get; set; }
    public bool Enabled { get; set; }

    /// <summary>All the rest of the document but its secrets, JSON.</summary>
    public required string Content { get; set; }

    /// <summary>The secret settings, sealed; null: there are none.</summary>
    public byte[]? Secrets { get; set; }

    /// <summary>Which these are.</summary>
    public string[] SecretNames { get; set; } = [];

    public ChannelState? State { get; set; }
}

/// <summary>How sending through a channel goes. Beside the channel, whose version people work with.</summary>
sealed class ChannelState
{
    public required string TenantId { get; set; }
    public required string Id { get; set; }

    /// <summary>The node that sends at the moment, until the lease ends; then another may.</summary>
    public Guid? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Nothing is tried before; null: nothing is in the way.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>How often in a row sending failed.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LastAt { get; set; }
    public string? LastAnswer { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
}

/// <summary>A time in which some alerts tell nobody.</summary>
sealed class Silence : TenantRow
{
    public required string Reason { get; set; }
    public DateTimeOffset StartsAt { get; set; }
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>When in the week and what it matches, JSON.</summary>
    public required string Content { get; set; }

    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>
/// A notice for a channel: written in the transaction that marks its event as routed, so that neither is there without the other,
/// and sent from here.
/// </summary>
sealed class AlertDelivery
{
    public long Id { get; set; }

    /// <summary>Of the channel; the event may be another tenant's.</summary>
    public required string TenantId { get; set; }

    public required string ChannelId { get; set; }
    public long? EventId { get; set; }
    public required string AlertId { get; set; }

    /// <summary>The notice's; one channel has a key once.</summary>
    public required string Key { get; set; }

    public required string Incident { get; set; }

    /// <summary>The whole notice, JSON.</summary>
    public required string Notice { get; set; }

    /// <summary>As in the contract.</summary>
    public required string State { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it is looked at next; null: never.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>The message that it went with; several may share one.</summary>
    public Guid? Message { get; set; }

    public string? Answer { get; set; }
    public string? SilenceId { get; set; }
}

/// <summary>What is known of a job: one row where the nodes share it, one per node where each runs its own.</summary>
sealed class JobRun
{
    public required string Job { get; set; }

    /// <summary>Empty where the nodes share the job.</summary>
    public required string Scope { get; set; }

    /// <summary>Name of the node that ran it last.</summary>
    public required string Node { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What it did, in a line.</summary>
    public string? Result { get; set; }

    /// <summary>Why the last run failed; null: it did not.</summary>
    public string? Error { get; set; }

    public DateTimeOffset? FailedAt { get; set; }
    public DateTimeOffset? NextAt { get; set; }
    public long Runs { get; set; }
    public long Failures { get; set; }
}
