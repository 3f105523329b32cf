using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Channels;

/// <summary>What of a channel the store need not look into.</summary>
sealed record ChannelContent(IReadOnlyDictionary<string, JsonElement> Settings, ChannelReceivesDocument? Receives, bool Resolved, TimeSpan? GroupWait, int PerHour)
{
    static readonly ChannelContent Nothing = new(new Dictionary<string, JsonElement>(), null, true, null, 60);

    public static ChannelContent Of(Channel row) =>
        row.Content == "{}" ? Nothing : JsonSerializer.Deserialize<ChannelContent>(row.Content, ContractJson.Options)!;

    public static string Write(ChannelContent content) => JsonSerializer.Serialize(content, ContractJson.Options);
}
