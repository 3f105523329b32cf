using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Contract;

/// <summary>The definition of an API key. The secret is shown once, when it is made; only its hash is stored.</summary>
sealed record KeyDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Name { get; init; }

    /// <summary>Who uses it, as reports name them.</summary>
    public string? Consumer { get; init; }

    /// <summary>The team that uses it: its traffic is what that team consumes, whosever routes it goes to.</summary>
    public string? Team { get; init; }

    /// <summary>What it may call; null: every route of its tenant.</summary>
    public KeyAllowDocument? Allow { get; init; }

    /// <summary>False suspends it until it is true again.</summary>
    public bool Enabled { get; init; } = true;

    public DateTimeOffset? ExpiresAt { get; init; }

    [NotYet("rate limits")]
    public JsonElement? RateLimit { get; init; }

    [NotYet("quotas")]
    public JsonElement? Quota { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>SHA-256 of an existing key in hex: takes a key over without knowing it. Never answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }

    [Answered]
    public string? Prefix { get; init; }

    [Answered]
    public string? LastFour { get; init; }

    [Answered]
    public KeyState? State { get; init; }

    [Answered]
    public DateTimeOffset? CreatedAt { get; init; }

    [Answered]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Until when the secret before the last rotation is still taken.</summary>
    [Answered]
    public DateTimeOffset? GraceUntil { get; init; }

    /// <summary>The secret, in the one answer that makes it.</summary>
    [Answered]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }
}

/// <summary>A key may call a route that any of these lists names.</summary>
sealed record KeyAllowDocument
{
    public IReadOnlyList<string> Apis { get; init; } = [];
    public IReadOnlyList<string> Routes { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];
}

enum KeyState
{
    Active,
    Suspended,
    Expired,
    Revoked,
}
