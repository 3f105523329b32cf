namespace Gateway.Analytics.Rollups;

/// <summary>By what the traffic of a scope is divided in a cell.</summary>
/// <param name="Name">As queries name it; <c>total</c> is undivided.</param>
/// <param name="Column">Column of the table.</param>
/// <param name="IsText">Whether values are texts, else numbers.</param>
public sealed record CellDimension(string Name, string Column, bool IsText)
{
    /// <summary>The column of its latency sketches, where the matrix has them.</summary>
    public string TimesColumn => $"{Column}_times";

    public override string ToString() => Name;
}

/// <summary>The latency sketches that stand beside counts. The numbers are stored.</summary>
[Flags]
public enum CellTimes
{
    None = 0,
    Duration = 1,
    Upstream = 2,
    Own = 4,
    All = Duration | Upstream | Own,
}
