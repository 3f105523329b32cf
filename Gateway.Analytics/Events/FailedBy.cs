namespace Gateway.Analytics.Events;

/// <summary>Who made an exchange fail. The numbers are stored; never reorder them.</summary>
public enum FailedBy : byte
{
    /// <summary>Nobody: the exchange completed, whatever its status.</summary>
    None = 0,

    /// <summary>The client went away or sent a broken request.</summary>
    Client = 1,

    /// <summary>The gateway itself: no route, a fault of its own, or something it needs that is away.</summary>
    Gateway = 2,

    /// <summary>The upstream: not reachable, too slow, or broke off.</summary>
    Upstream = 3,

    /// <summary>A policy said no: key, size, limit. Counted as a refusal, not as an error.</summary>
    Policy = 4,
}
