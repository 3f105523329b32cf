namespace Gateway.Admin.Contract;

/// <summary>A time in which some alerts tell nobody: they are logged as silenced.</summary>
sealed record SilenceDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }

    /// <summary>Why, for whoever wonders later.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>The end, outside; null: until it is removed, which only a weekly one may be.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only at these hours of the week between <see cref="From"/> and <see cref="To"/>; null: all the time.</summary>
    public WeeklyDocument? Weekly { get; init; }

    /// <summary>Which alerts; all that is given has to hold, and nothing given means all of the tenant.</summary>
    public SilenceMatchesDocument Matches { get; init; } = new();

    [Answered]
    public string? CreatedBy { get; init; }

    [Answered]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether it holds at this moment.</summary>
    [Answered]
    public bool? Active { get; init; }
}

/// <summary>Which alerts a silence is about.</summary>
sealed record SilenceMatchesDocument
{
    /// <summary>Ids of alerts; none: all.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>info, warning, critical; none: all.</summary>
    public IReadOnlyList<string> Severities { get; init; } = [];

    /// <summary>Labels that the alert has to have, with these values.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of the dimension that the alert is split by, such as ids of routes; none: all.</summary>
    public IReadOnlyList<string> Instances { get; init; } = [];
}

/// <summary>Hours of a week, by the wall clock of a zone.</summary>
sealed record WeeklyDocument
{
    /// <summary>Days on which it begins: mon, tue, wed, thu, fri, sat, sun.</summary>
    public required IReadOnlyList<string> Days { get; init; }

    /// <summary>As hh:mm:ss.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>As hh:mm:ss; at or before <see cref="From"/> it is of the next day.</summary>
    public required TimeSpan To { get; init; }

    /// <summary>An IANA name, such as Europe/Paris.</summary>
    public string Zone { get; init; } = "UTC";
}
