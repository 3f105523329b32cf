using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Analytics.Queries;

/// <summary>What a query is split by, as it comes in: one name or a list of names.</summary>
[JsonConverter(typeof(SplitConverter))]
public sealed record Split(IReadOnlyList<string?> By)
{
    /// <summary>The split by time.</summary>
    public const string Time = "time";

    /// <summary>The split by bands of duration, after time.</summary>
    public const string Latency = "latency";

    public static implicit operator Split(string by) => new([by]);

    public bool Equals(Split? other) => other is not null && By.SequenceEqual(other.By);

    public override int GetHashCode() => By.Aggregate(0, HashCode.Combine);
}

/// <summary>A text or a list of texts.</summary>
sealed class SplitConverter : JsonConverter<Split>
{
    public override Split? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new Split([reader.GetString()]),
        JsonTokenType.StartArray => new Split(JsonTexts.Read(ref reader)),
        _ => throw new JsonException("A split is a text or a list of texts."),
    };

    public override void Write(Utf8JsonWriter writer, Split value, JsonSerializerOptions options)
    {
        if (value.By is [var only])
        {
            writer.WriteStringValue(only);
            return;
        }

        JsonTexts.Write(writer, value.By);
    }
}

/// <summary>Filter values are texts; numbers (a status, a version) are taken as written.</summary>
sealed class FilterValuesConverter : JsonConverter<IReadOnlyList<string?>>
{
    public override IReadOnlyList<string?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartArray
            ? JsonTexts.Read(ref reader)
            : throw new JsonException("Values are a list of texts.");

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string?> value, JsonSerializerOptions options) => JsonTexts.Write(writer, value);
}

static class JsonTexts
{
    public static List<string?> Read(ref Utf8JsonReader reader)
    {
        var texts = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number when reader.TryGetInt64(out var number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => throw new JsonException("The list holds something else than texts, whole numbers and null."),
            });
        }

        return texts;
    }

    public static void Write(Utf8JsonWriter writer, IEnumerable<string?> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
