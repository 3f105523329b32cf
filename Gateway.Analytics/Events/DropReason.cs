namespace Gateway.Analytics.Events;

/// <summary>Why a captured event was not kept. Closed, counted one by one, part of the sum check.</summary>
public enum DropReason
{
    /// <summary>The oldest segment gave way at the size cap: the database has been away, or too slow, for longer than the spool can bridge.</summary>
    SpoolFull,

    /// <summary>The disk could not take it, and the room in memory that bridges that was full.</summary>
    MemoryFull,

    /// <summary>Its record in the spool could not be read back: torn by a crash of the machine, or damaged.</summary>
    Damaged,

    /// <summary>Longer than a record may be; capture caps every text, so this is a bug.</summary>
    TooLarge,
}
