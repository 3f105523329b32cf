using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries;

/// <summary>How a part of two sets of exchanges follows from the parts of each.</summary>
enum Merge
{
    Sum,
    Max,

    /// <summary>It does not: percentiles need the rows.</summary>
    None,
}

/// <summary>
/// One aggregate over exchanges. Measures are made of parts, so that several measures of one query, and the rows, the rest and
/// the total of one ranking, come from one pass.
/// </summary>
/// <param name="Name">Column in a statement.</param>
/// <param name="Sql">The aggregate over raw rows; <c>{until}</c> is the end of what is recorded.</param>
/// <param name="Merge">How it adds up.</param>
/// <param name="Of">The same from what was added up of cells and raw rows.</param>
sealed record Part(string Name, string Sql, Merge Merge, Func<TallyCell, double?> Of)
{
    /// <summary>The latency sketch that it takes from cells.</summary>
    public CellTimes Times { get; init; }

    /// <summary>Whether it takes the different users from cells.</summary>
    public bool Users { get; init; }

    /// <summary>Whether cells have it of a whole scope only, and quarters not at all.</summary>
    public bool Undivided { get; init; }

    /// <summary>Whether only raw events have it.</summary>
    public bool OfEvents { get; init; }

    /// <summary>The aggregate over rows that already hold this part.</summary>
    public string Merged => Merge switch
    {
        Merge.Sum => $"coalesce(sum({Name}), 0)::float8",
        Merge.Max => $"max({Name})::float8",
        _ => throw new InvalidOperationException($"{Name} does not add up."),
    };
}
