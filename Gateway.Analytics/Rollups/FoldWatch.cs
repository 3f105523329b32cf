namespace Gateway.Analytics.Rollups;

/// <summary>How far the fold had come when this node last looked: for those who may not wait for the database.</summary>
public sealed class FoldWatch
{
    volatile FoldStatus? current;

    /// <summary>Null until the database answered once.</summary>
    public FoldStatus? Current => current;

    /// <summary>Only the fold's rounds change it.</summary>
    internal void Set(FoldStatus status) => current = status;
}
