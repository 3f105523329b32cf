using System.Text.Json;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;

namespace Gateway.Admin.Channels;

/// <summary>The secret settings of channels, sealed in their rows.</summary>
sealed class ChannelSecrets(SecretBox box)
{
    /// <summary>Takes over what is given; an empty text or null takes one away.</summary>
    /// <param name="keeps">Whether what is not given stays.</param>
    public void Change(Channel row, IEnumerable<KeyValuePair<string, JsonElement>> given, bool keeps)
    {
        var before = Open(row);
        var after = keeps ? new SortedDictionary<string, string>(before) : [];
        foreach (var (name, value) in given)
        {
            // What is no text is refused by the checks.
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
                after[name] = text;
            else
                after.Remove(name);
        }

        // Sealed anew it would look like another one.
        if (after.SequenceEqual(before))
            return;
        row.SecretNames = [.. after.Keys];
        row.Secrets = after.Count == 0 ? null : box.Seal(JsonSerializer.Serialize(after), About(row));
    }

    /// <summary>All settings of a channel, secrets among them.</summary>
    public Dictionary<string, JsonElement> Values(Channel row)
    {
        var values = new Dictionary<string, JsonElement>(ChannelContent.Of(row).Settings);
        foreach (var (name, value) in Open(row))
            values[name] = JsonSerializer.SerializeToElement(value);
        return values;
    }

    SortedDictionary<string, string> Open(Channel row) =>
        row.Secrets is null ? [] : JsonSerializer.Deserialize<SortedDictionary<string, string>>(box.Open(row.Secrets, About(row)))!;

    static string About(Channel row) => $"channel {row.TenantId}/{row.Id}";
}
