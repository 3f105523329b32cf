namespace Gateway.Analytics.Rollups;

/// <summary>Which cells to read.</summary>
public sealed record CellRequest
{
    /// <summary>A tenant's id, or <see cref="Storage.AnalyticsDatabase.AllTenants"/>.</summary>
    public required string Tenant { get; init; }

    /// <summary>For tests of the second wall: leaves the tenant out of the statement, so that row security alone keeps it apart.</summary>
    internal bool WithoutTenantCondition { get; init; }

    public required Grain Grain { get; init; }

    /// <summary>Whether the cells are those of the hour that is not over: it begins at <see cref="From"/>, and is counted up to <see cref="To"/>.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The first bucket.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The instant after the last bucket.</summary>
    public required DateTimeOffset To { get; init; }

    public required ScopeKind Scope { get; init; }

    /// <summary>Ids of teams, routes or keys; null for all of that kind.</summary>
    public IReadOnlyList<string>? ScopeIds { get; init; }

    public required CellDimension Dimension { get; init; }

    /// <summary>Whether latency sketches are read too.</summary>
    public bool Times { get; init; }

    /// <summary>Whether the different users are read too.</summary>
    public bool Users { get; init; }

    /// <summary>Numbers the texts of the dimension. Requests whose answers are joined share one.</summary>
    public CellTexts Texts { get; init; } = new();
}
