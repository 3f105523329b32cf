namespace Gateway.Admin.Contract;

/// <summary>An existing YARP configuration to take over.</summary>
sealed record YarpImportRequest
{
    /// <summary>Text of an <c>appsettings.json</c>, of its section <c>ReverseProxy</c> or of what that holds; comments are allowed.</summary>
    public required string Settings { get; init; }

    /// <summary>Takes over the rest where something is not supported. Default false: then nothing is taken over.</summary>
    public bool SkipRefused { get; init; }
}

/// <summary>What an import makes, or with <c>dryRun</c> would make.</summary>
/// <param name="Applied">Whether it is in force; where drafts are on it waits in the caller's draft.</param>
/// <param name="Renamed">Ids that had to change, the old one to the new.</param>
/// <param name="Refused">Settings that are not taken over, each by its name, with the reason.</param>
sealed record YarpImportAnswer(
    int Version,
    bool Applied,
    IReadOnlyList<ClusterDocument> Clusters,
    IReadOnlyList<RouteDocument> Routes,
    IReadOnlyDictionary<string, string> Renamed,
    IReadOnlyDictionary<string, string[]> Refused);
