namespace Gateway.Bench.Proxy;

/// <summary>How the proxies are measured.</summary>
sealed record ProxyOptions
{
    /// <summary>The gateway's program, Gateway.dll of a release build.</summary>
    public required string Gateway { get; init; }

    public required TimeSpan Length { get; init; }

    public required int Rounds { get; init; }

    public required int Connections { get; init; }

    /// <summary>Load before the first round, so that both proxies run compiled code.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Whether rounds at a fixed rate follow: half of what the gateway takes at saturation.</summary>
    public required bool FixedRate { get; init; }
}
