namespace Gateway.Analytics.Queries;

/// <summary>How many values of a dimension an answer may show.</summary>
public static class QueryLimits
{
    /// <summary>Most rows of a ranking.</summary>
    public const int Rows = 1000;

    /// <summary>Most lines of a series.</summary>
    public const int Lines = 50;

    /// <summary>When a query does not say.</summary>
    public const int Usual = 10;
}
