using System.Text.Json;

namespace Gateway.Admin.Jwt;

/// <summary>JSON from outside: no name twice, not deep, and every text in it is one.</summary>
static class StrictJson
{
    public static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <exception cref="JsonException">It is not such.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            Walk(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException half)
        {
            // Half a surrogate pair passes the parser and fails whoever reads it, or a neighbour.
            throw new JsonException("It has text that is none.", half);
        }
    }

    static void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Walk(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var entry in element.EnumerateArray())
                    Walk(entry);
                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }
}
