namespace Gateway.Analytics.Spool;

/// <summary>What the spool needs of its folder. Tests put a disk in between that fills up or fails.</summary>
interface ISpoolDisk
{
    /// <summary>The segments that an earlier process left, in order; what cannot be read is left out and said.</summary>
    IReadOnlyList<OldSegment> Open();

    /// <summary>Makes a segment, whole and ready to be written.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    MappedSegment Create(int size);

    /// <summary>The spool's id and the sequence after which it begins; null when there is none.</summary>
    SpoolIdentity? Identity();

    void Save(SpoolIdentity identity);

    /// <summary>A reader's position; null when there is none.</summary>
    SpoolPosition? Position(string reader);

    void Save(string reader, SpoolPosition position);
}

/// <summary>Who a spool is.</summary>
/// <param name="Floor">Events up to this sequence went under an earlier id.</param>
sealed record SpoolIdentity(Guid Id, long Floor);
