namespace Gateway.Analytics.Ingest;

/// <summary>
/// The spool's checkpoint is not as this process left it: the database was restored, or another process writes under the same
/// id. The batch is not stored; the spool has to be registered again.
/// </summary>
sealed class CheckpointMovedException()
    : Exception("The database's checkpoint of this spool has moved: it was restored, or another process has a copy of the data folder.");
