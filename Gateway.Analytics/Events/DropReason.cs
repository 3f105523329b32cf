namespace Gateway.Analytics.Events;

/// <summary>Why a captured event was not kept. Closed, counted one by one, part of the sum check.</summary>
public enum DropReason
{
    /// <summary>The spool was full: the database has been away, or too slow, for longer than the spool can bridge.</summary>
    SpoolFull,
}
