namespace Gateway.Bench.Replay;

/// <summary>What is replayed, where, and how fast.</summary>
public sealed record ReplayOptions
{
    /// <summary>The log, in the combined format.</summary>
    public required string Log { get; init; }

    /// <summary>The gateway's edge.</summary>
    public required Uri Proxy { get; init; }

    /// <summary>The gateway's admin listener.</summary>
    public required Uri Admin { get; init; }

    /// <summary>A token with platform-admin rights.</summary>
    public required string Token { get; init; }

    public ReplaySpeed Speed { get; init; } = ReplaySpeed.Max;

    /// <summary>Share of the requests that are sent with a wrong key; which ones is decided by the line's number alone.</summary>
    public double Refuse { get; init; } = 0.1;

    /// <summary>Tenant to replay into; made where it is missing.</summary>
    public string Tenant { get; init; } = "replay";

    /// <summary>Only the first lines; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>How many requests may run at a time.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>How long the gateway may take to store what was sent.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where progress is shown; null: nowhere.</summary>
    public TextWriter? Progress { get; init; }

    /// <summary>Whether progress is one line that is written over.</summary>
    public bool ProgressIsTerminal { get; init; }

    /// <summary>The name that the requests ask for. The replay's routes match it, so that no other route of the gateway gets its requests.</summary>
    public string Host => $"{Tenant}.test";

    /// <summary>Whether the line is sent with a wrong key: spread evenly, and the same in every run.</summary>
    public bool IsRefused(int line) => unchecked((uint)line * 2654435761u) < Refuse * uint.MaxValue;
}
