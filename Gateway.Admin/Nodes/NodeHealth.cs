using Gateway.Analytics.Storage;

namespace Gateway.Admin.Nodes;

/// <summary>How a node is, as it says itself with each heartbeat.</summary>
/// <param name="Status">As its <c>/ready</c>: ready, degraded or unavailable.</param>
/// <param name="Problems">What is wrong, a sentence each.</param>
/// <param name="DatabaseAway">Whether a database did not answer it the last time.</param>
/// <param name="Destinations">How many destinations it knows; those it passes over are listed apart.</param>
/// <param name="Queued">Events in its spool that are not stored yet.</param>
/// <param name="SpoolBytes">On its disk.</param>
/// <param name="SpoolMaximumBytes">From where on the oldest are dropped.</param>
/// <param name="Dropped">Events lost since its spool began.</param>
/// <param name="LagSeconds">From the newest stored event back; null: nothing is stored yet.</param>
/// <param name="Faults">The last failure of each stage.</param>
sealed record NodeHealth(
    string Status,
    IReadOnlyList<string> Problems,
    bool DatabaseAway,
    int Destinations,
    long Queued,
    long SpoolBytes,
    long SpoolMaximumBytes,
    long Dropped,
    double? LagSeconds,
    IReadOnlyList<StageFault> Faults);
