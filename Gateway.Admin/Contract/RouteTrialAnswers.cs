namespace Gateway.Admin.Contract;

/// <summary>A request to think through: which route takes it, and what the upstream would receive. Nothing is sent.</summary>
sealed record RouteTrialRequest
{
    public string Method { get; init; } = "GET";

    /// <summary>Absolute http or https address, as a client would call it.</summary>
    public required string Url { get; init; }

    public IReadOnlyList<HeaderLine> Headers { get; init; } = [];

    /// <summary>A route as it stands in an editor, in place of the published one of its id; null: all as published.</summary>
    public RouteDocument? Route { get; init; }
}

/// <summary>One header; the same name may come again.</summary>
sealed record HeaderLine
{
    public required string Name { get; init; }
    public required string Value { get; init; }
}

/// <param name="Version">Configuration version that decided, of the node that answers.</param>
/// <param name="Winner">The route that takes the request; null: none, or one that the caller does not see.</param>
/// <param name="IsHidden">Whether a route takes it that the caller does not see.</param>
/// <param name="Refusal">What the gateway answers itself; null when the request would be passed on.</param>
/// <param name="Upstream">What would be sent on; null when nothing would.</param>
/// <param name="Others">The routes that do not take it, those that come closest first.</param>
/// <param name="FurtherOthers">How many more there are.</param>
sealed record RouteTrialAnswer(
    int Version,
    TrialRoute? Winner,
    bool IsHidden,
    TrialRefusal? Refusal,
    TrialUpstream? Upstream,
    IReadOnlyList<TrialLoser> Others,
    int FurtherOthers);

sealed record TrialRoute(string Tenant, string Id, string? Team, int Order, string Cluster);

/// <summary>An answer of the gateway's own.</summary>
sealed record TrialRefusal(int Status, string Title, string Detail);

/// <param name="Headers">In the order in which they would be sent.</param>
/// <param name="Withheld">Headers of the request that are not passed on, such as the one with the key.</param>
/// <param name="Destination">The one that was chosen this time.</param>
/// <param name="Destinations">All that could have been chosen.</param>
sealed record TrialUpstream(
    string Method,
    string Url,
    IReadOnlyList<HeaderLine> Headers,
    IReadOnlyList<string> Withheld,
    string Cluster,
    string Destination,
    IReadOnlyList<string> Destinations);

/// <param name="Reason">The first condition that fails.</param>
/// <param name="Detail">The same in words, with what the route asks for.</param>
sealed record TrialLoser(string Tenant, string Id, TrialReason Reason, string Detail);

/// <summary>Why a route does not take a request.</summary>
enum TrialReason
{
    /// <summary>It would, but another one comes first.</summary>
    Order,
    Disabled,
    Method,
    Header,
    Query,
    Host,
    Path,
}
