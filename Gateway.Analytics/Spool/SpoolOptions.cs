using System.ComponentModel.DataAnnotations;

namespace Gateway.Analytics.Spool;

/// <summary>Section <c>Gateway:Spool</c>: what bridges the time while the database is away.</summary>
public sealed class SpoolOptions
{
    /// <summary>How many events may wait in memory. Default 300000 (about 100 MB when full). Beyond it events are dropped and counted. 1000 to 10000000.</summary>
    [Range(1_000, 10_000_000)]
    public int Capacity { get; set; } = 300_000;
}
