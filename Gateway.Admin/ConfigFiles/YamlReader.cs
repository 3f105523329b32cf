using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gateway.Admin.ConfigFiles;

/// <summary>
/// Reads one YAML document as the JSON that it stands for. Taken is what JSON can say: mappings with different names, sequences,
/// texts, numbers as JSON writes them, true, false, null. What makes a small text large or a plain one strange (aliases, anchors,
/// tags, names given twice, many documents, deep nesting) is refused with its place.
/// </summary>
sealed class YamlReader
{
    readonly Parser parser;
    readonly Utf8JsonWriter json;
    readonly Action<string, TextPlace>? found;

    YamlReader(TextReader text, Utf8JsonWriter json, Action<string, TextPlace>? found)
    {
        parser = new Parser(text);
        this.json = json;
        this.found = found;
    }

    /// <param name="text">The whole text.</param>
    /// <param name="found">Is told where each value stands, by its path.</param>
    /// <returns>JSON in UTF-8.</returns>
    /// <exception cref="UnreadableTextException">It is no such document.</exception>
    public static byte[] ToJson(string text, Action<string, TextPlace>? found = null)
    {
        // The scanner would take it for the end and leave the rest unread.
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
            throw new UnreadableTextException(PlaceOf(text, nul), "U+0000 is no part of a text.");
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            try
            {
                new YamlReader(new StringReader(text), json, found).ReadDocument();
            }
            catch (YamlException malformed)
            {
                throw new UnreadableTextException(Place(malformed.Start), malformed.Message);
            }
        }

        return stream.ToArray();
    }

    void ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            throw new UnreadableTextException(new TextPlace(1, 1), "There is no document.");
        ReadValue("", 1);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            throw Refused(second, "One document is expected, here begins a second.");
    }

    void ReadValue(string path, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            throw Refused(alias, "Aliases (*) are not taken; write the value out.");
        var node = (NodeEvent)parser.Current!;
        RefuseExtras(node);
        if (depth > JsonBody.MaxDepth)
            throw Refused(node, $"At most {JsonBody.MaxDepth} values may stand inside each other.");
        found?.Invoke(path, Place(node.Start));
        switch (node)
        {
            case Scalar scalar:
                WriteScalar(scalar);
                parser.MoveNext();
                break;
            case SequenceStart:
                ReadSequence(path, depth);
                break;
            default:
                ReadMapping(path, depth);
                break;
        }
    }

    void ReadSequence(string path, int depth)
    {
        parser.Consume<SequenceStart>();
        json.WriteStartArray();
        for (var index = 0; !parser.TryConsume<SequenceEnd>(out _); index++)
            ReadValue($"{path}[{index.ToString(CultureInfo.InvariantCulture)}]", depth + 1);
        json.WriteEndArray();
    }

    void ReadMapping(string path, int depth)
    {
        parser.Consume<MappingStart>();
        json.WriteStartObject();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name))
                throw Refused(parser.Current!, "A name is expected: a text on one side of the colon.");
            RefuseExtras(name);
            var text = Text(name);
            if (!names.Add(text))
                throw Refused(name, $"'{text}' is given twice.");
            json.WritePropertyName(text);
            ReadValue(FieldErrors.Join(path, text), depth + 1);
        }

        json.WriteEndObject();
    }

    void WriteScalar(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain)
        {
            json.WriteStringValue(Text(scalar));
            return;
        }

        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                json.WriteNullValue();
                break;
            case "true" or "True" or "TRUE":
                json.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE":
                json.WriteBooleanValue(false);
                break;
            case var number when YamlWriter.IsNumber(number):
                json.WriteRawValue(number);
                break;
            default:
                json.WriteStringValue(Text(scalar));
                break;
        }
    }

    static void RefuseExtras(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            throw Refused(node, "Anchors (&) are not taken; write each value out.");
        if (!node.Tag.IsEmpty)
            throw Refused(node, "Tags (!) are not taken; a value is what it looks like, and a text when it stands in quotes.");
    }

    // An escape can write half of a pair, which is no text.
    static string Text(Scalar scalar)
    {
        var value = scalar.Value;
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;
            if (!char.IsSurrogatePair(value, i))
                throw Refused(scalar, "Half of a surrogate pair is no text.");
            i++;
        }

        return value;
    }

    static UnreadableTextException Refused(ParsingEvent at, string message) => new(Place(at.Start), message);

    static TextPlace Place(Mark mark) => new(mark.Line, mark.Column);

    static TextPlace PlaceOf(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new TextPlace(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
