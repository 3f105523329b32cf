namespace Gateway.Analytics.Rollups;

/// <summary>
/// How many values one fold holds in memory. A value takes up to 300 bytes, so half a million of them are 150 MB: what clients
/// make up (hosts, paths) stays bounded, and the totals stay exact.
/// </summary>
sealed class FoldBudget(int valuesPerCell)
{
    const int Most = 500_000;
    const int MostInOne = 10_000;

    /// <summary>How many values a cell stores beside "(other)".</summary>
    public int ValuesPerCell => valuesPerCell;

    public int Held { get; set; }

    /// <summary>Whether no more than what is needed shall be held.</summary>
    public bool IsSpent => Held >= Most;

    /// <summary>
    /// How many values a dimension that holds this many keeps, the largest ones. Up to ten thousand, and with memory to spare, it
    /// keeps all, and the largest are found exactly; past that a value that comes back has lost what it counted before.
    /// </summary>
    public int MostOf(int values) =>
        IsSpent && values >= valuesPerCell * 2 ? valuesPerCell
        : values >= Math.Max(MostInOne, valuesPerCell * 4) ? Math.Max(valuesPerCell, values / 2)
        : int.MaxValue;
}
