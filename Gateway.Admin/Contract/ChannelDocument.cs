using System.Text.Json;

namespace Gateway.Admin.Contract;

/// <summary>A way in which people or other systems are told of alerts.</summary>
sealed record ChannelDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Name { get; init; }

    /// <summary>One of <c>GET /channel-types</c>, such as email, webhook, slack, teams, pagerDuty, opsgenie, log.</summary>
    public required string Type { get; init; }

    /// <summary>False: nothing is sent through it, and what it would have been told is lost to it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// The type's settings by name. Those that are secret are never answered: left out they stay, an empty text takes one away,
    /// and where the address that they are shown to changes they have to be given again.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Settings { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The alerts that it is told of besides those that name it; null: no others.</summary>
    public ChannelReceivesDocument? Receives { get; init; }

    /// <summary>Whether it is told of the end of what it was told of.</summary>
    public bool Resolved { get; init; } = true;

    /// <summary>How long the first notice waits for others to come along in the same message, at most 10 minutes. Default: 10 seconds where the type puts several into one message; others wait for nothing.</summary>
    public TimeSpan? GroupWait { get; init; }

    /// <summary>Most messages of an hour, 1 to 10,000; what is more is counted and summed up in one notice.</summary>
    public int PerHour { get; init; } = 60;

    /// <summary>The secret settings that are set.</summary>
    [Answered]
    public IReadOnlyList<string>? Secrets { get; init; }

    /// <summary>The required secrets that are not set, as after an import; without them nothing is sent.</summary>
    [Answered]
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>How sending goes; null: nothing was sent yet.</summary>
    [Answered]
    public ChannelStatusAnswer? Status { get; init; }
}

/// <summary>Which alerts a channel is told of; all that is given has to hold.</summary>
sealed record ChannelReceivesDocument
{
    /// <summary>info, warning, critical; none: all.</summary>
    public IReadOnlyList<string> Severities { get; init; } = [];

    /// <summary>Labels that the alert has to have, with these values.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Tenants whose alerts come here too, or <c>*</c> for all; only in channels of the platform's own tenant.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];
}

/// <summary>How sending through a channel goes.</summary>
/// <param name="LastAt">When something was sent last, or was tried.</param>
/// <param name="LastAnswer">What the other side said.</param>
/// <param name="DeliveredAt">When something arrived last.</param>
/// <param name="Failures">How often in a row it did not.</param>
/// <param name="RetryAt">When the next try is; null: nothing is in the way.</param>
sealed record ChannelStatusAnswer(DateTimeOffset LastAt, string? LastAnswer, DateTimeOffset? DeliveredAt, int Failures, DateTimeOffset? RetryAt);
