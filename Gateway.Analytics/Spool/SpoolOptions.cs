using System.ComponentModel.DataAnnotations;

namespace Gateway.Analytics.Spool;

/// <summary>Section <c>Gateway:Spool</c>: what bridges the time between a request and the database.</summary>
public sealed class SpoolOptions
{
    /// <summary>What the spool may take in the data folder, bytes. Default 1073741824 (1 GiB, about 5 million events). Beyond it the oldest segment gives way and its events are counted. 16777216 (16 MiB) to 1099511627776 (1 TiB).</summary>
    [Range(16L * 1024 * 1024, 1024L * 1024 * 1024 * 1024)]
    public long MaximumBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>What an event in the spool outlives: Process (a crash or kill of the gateway) or Disk (also of the machine, but for the last quarter of a second; costs four flushes of the disk a second under load). Default Process.</summary>
    [EnumDataType(typeof(SpoolDurability))]
    public SpoolDurability Durability { get; set; } = SpoolDurability.Process;

    /// <summary>How many events may wait in memory while the disk is full, read-only or failing. Default 300000 (about 70 MB when full). Beyond it events are dropped and counted. 1000 to 10000000.</summary>
    [Range(1_000, 10_000_000)]
    public int Capacity { get; set; } = 300_000;
}

/// <summary>What an event in the spool outlives.</summary>
public enum SpoolDurability
{
    /// <summary>The end of the process, however it comes; the system writes to the disk when it likes, usually within 30 s.</summary>
    Process,

    /// <summary>A crash of the machine as well: what was captured is flushed to the disk every quarter of a second.</summary>
    Disk,
}
