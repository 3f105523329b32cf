using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;

namespace Gateway.Admin.ConfigFiles;

/// <summary>Where each value of a document stands in its text, by the path that errors name.</summary>
sealed class TextPlaces
{
    readonly Dictionary<string, TextPlace> byPath = new(StringComparer.Ordinal);

    /// <summary>Of what is readable; the rest has no places.</summary>
    public static TextPlaces Of(string text, bool isYaml)
    {
        var places = new TextPlaces();
        try
        {
            if (isYaml)
                YamlReader.ToJson(text, (path, place) => places.byPath[path] = place);
            else
                places.ReadJson(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception unreadable) when (unreadable is UnreadableTextException or JsonException or InvalidOperationException)
        {
            // What was read until there has its places.
        }

        return places;
    }

    /// <summary>The place of the value; of what it would stand in where it is missing; the beginning for what is nowhere.</summary>
    public TextPlace Find(string path)
    {
        for (var at = path; ; at = at[..Math.Max(at.LastIndexOfAny(['.', '[']), 0)])
        {
            if (byPath.TryGetValue(at, out var place))
                return place;
            if (at.Length == 0)
                return new TextPlace(1, 1);
        }
    }

    void ReadJson(byte[] text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth });
        // For each object or list that is open: its path, and in a list the number of the next item.
        var open = new Stack<(string Path, int Next)>();
        var name = "";
        var (line, lineStart, read) = (1L, 0, 0);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                continue;
            }

            var path = "";
            if (open.TryPop(out var parent))
            {
                path = parent.Next < 0 ? FieldErrors.Join(parent.Path, name) : $"{parent.Path}[{parent.Next.ToString(CultureInfo.InvariantCulture)}]";
                open.Push(parent.Next < 0 ? parent : parent with { Next = parent.Next + 1 });
            }

            for (var start = (int)reader.TokenStartIndex; read < start; read++)
            {
                if (text[read] == '\n')
                    (line, lineStart) = (line + 1, read + 1);
            }

            byPath[path] = new TextPlace(line, read - lineStart + 1);
            if (reader.TokenType is JsonTokenType.StartObject)
                open.Push((path, -1));
            else if (reader.TokenType is JsonTokenType.StartArray)
                open.Push((path, 0));
        }
    }
}
