using System.Text.Json;

namespace Gateway.Admin.Settings;

/// <summary>Answer of <c>GET /settings</c>.</summary>
sealed record SettingList(IReadOnlyList<SettingAnswer> Items);

/// <summary>One option, as the node that answers knows it.</summary>
/// <param name="Key">As in files.</param>
/// <param name="Section">The part before its name.</param>
/// <param name="Type">What is accepted, in words.</param>
/// <param name="Meaning">With its default and limits.</param>
/// <param name="Live">Whether it can be set here, for all nodes, while they run.</param>
/// <param name="Secret">Whether its value is hidden.</param>
/// <param name="Value">In force; null: none.</param>
/// <param name="Default">When nothing is configured.</param>
/// <param name="Configured">As the node was started with, and what it goes back to.</param>
/// <param name="Source">Where the value in force comes from.</param>
/// <param name="ConfiguredSource">Where the configured one comes from.</param>
/// <param name="File">The file's name, where it is one.</param>
/// <param name="ChangedAt">When it was set here; null: it is not.</param>
/// <param name="ChangedBy">By whom.</param>
sealed record SettingAnswer(
    string Key,
    string Section,
    string Type,
    string Meaning,
    bool Live,
    bool Secret,
    JsonElement Value,
    JsonElement Default,
    JsonElement Configured,
    SettingSource Source,
    SettingSource ConfiguredSource,
    string? File,
    DateTimeOffset? ChangedAt,
    string? ChangedBy);
