namespace Gateway.Analytics.Queries;

/// <summary>Units of measures as they appear in answers.</summary>
public static class Units
{
    public const string Count = "count";
    public const string RequestsPerSecond = "requests/s";
    public const string Milliseconds = "ms";
    public const string Bytes = "bytes";

    /// <summary>A share between 0 and 1.</summary>
    public const string Ratio = "ratio";
}
