namespace Gateway.Analytics.Rollups;

/// <summary>By what the traffic of a scope is divided in a cell.</summary>
public sealed class CellDimension
{
    internal CellDimension(string name, string column, bool isText) => (Name, Column, IsText) = (name, column, isText);

    /// <summary>As queries name it; <c>total</c> is undivided.</summary>
    public string Name { get; }

    /// <summary>Column of the table.</summary>
    public string Column { get; }

    /// <summary>Whether values are texts, else numbers.</summary>
    public bool IsText { get; }

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
