using System.Text.Json;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>What a provider says of a person: the claims of the ID token, and behind them those of its userinfo.</summary>
sealed class OidcClaims(JsonElement token, JsonElement? userInfo = null)
{
    const int MaximumValues = 1000;

    /// <summary>
    /// The texts, numbers and truth values under a name; empty when it is not there. A name with dots leads into nested claims, but
    /// a claim that has the dots in its own name comes first. An email counts only when the provider says that it is verified:
    /// otherwise people could give themselves the address of somebody else.
    /// </summary>
    public IReadOnlyList<string> Values(string name)
    {
        foreach (var source in Sources)
        {
            if (Find(source, name) is { } found && (name != "email" || IsVerified(source)))
                return [.. Texts(found).Take(MaximumValues)];
        }

        return [];
    }

    /// <summary>The first text under a name that is not empty.</summary>
    public string? Text(string name) => Values(name).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    IEnumerable<JsonElement> Sources => userInfo is { } more ? [token, more] : [token];

    static JsonElement? Find(JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object)
            return null;
        if (of.TryGetProperty(name, out var whole))
            return whole;
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (of.TryGetProperty(name[..dot], out var part) && Find(part, name[(dot + 1)..]) is { } found)
                return found;
        }

        return null;
    }

    static bool IsVerified(JsonElement source) =>
        source.TryGetProperty("email_verified", out var said)
        && (said.ValueKind == JsonValueKind.True || (said.ValueKind == JsonValueKind.String && said.ValueEquals("true")));

    static IEnumerable<string> Texts(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().Where(each => each.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)).SelectMany(Texts);
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
            _ => [],
        };
    }
}
