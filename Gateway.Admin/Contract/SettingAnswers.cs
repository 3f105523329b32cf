using System.Text.Json;

namespace Gateway.Admin.Contract;

/// <summary>What <c>PUT /settings/{key}</c> takes.</summary>
sealed record SettingValue
{
    /// <summary>Of the option's kind, as its file would have it in JSON.</summary>
    public required JsonElement Value { get; init; }
}
