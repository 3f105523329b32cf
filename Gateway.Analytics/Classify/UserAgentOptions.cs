using System.ComponentModel.DataAnnotations;

namespace Gateway.Analytics.Classify;

/// <summary>Section <c>Gateway:UserAgents</c>: the memory of the classifier.</summary>
public sealed class UserAgentOptions
{
    /// <summary>How many user agents keep their class in memory. Default 16384 (about 1 MB). 1024 to 1048576.</summary>
    [Range(1_024, 1_048_576)]
    public int CacheSize { get; set; } = 16_384;

    /// <summary>How many user agents may wait for their class, with their text, in memory only. Default 4096 (at most 5 MB). 256 to 65536.</summary>
    [Range(256, 65_536)]
    public int PendingSize { get; set; } = 4_096;
}
