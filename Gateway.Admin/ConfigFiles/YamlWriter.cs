using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gateway.Admin.ConfigFiles;

/// <summary>
/// Writes JSON as YAML in block style, the same bytes for the same JSON. A text stands without quotes only where every reader, one
/// of YAML 1.1 too, takes it for that text: not <c>no</c>, not <c>1.1</c>, not <c>10:00:00</c>.
/// </summary>
static partial class YamlWriter
{
    // No width folds a text, and lines end the same everywhere.
    static readonly EmitterSettings Settings = EmitterSettings.Default.WithBestIndent(2).WithBestWidth(int.MaxValue).WithNewLine("\n");

    static readonly string[] Words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    public static string Write(JsonNode document)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, fields.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (name, value) in fields)
                {
                    EmitText(emitter, name, isName: true);
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray items:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in items)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case not null when node.GetValueKind() == JsonValueKind.String:
                EmitText(emitter, node.GetValue<string>(), isName: false);
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, node?.ToJsonString() ?? "null", ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    static void EmitText(Emitter emitter, string text, bool isName)
    {
        var style = IsPlain(text) ? ScalarStyle.Plain
            : !isName && Lines().IsMatch(text) ? ScalarStyle.Literal
            : ScalarStyle.DoubleQuoted;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }

    /// <summary>Whether it is a number as JSON writes one.</summary>
    public static bool IsNumber(string text) => Number().IsMatch(text);

    static bool IsPlain(string text) => Plain().IsMatch(text) && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    // Begins with a letter or a slash; a colon stands inside a word, a space between two.
    [GeneratedRegex(@"\A[A-Za-z/](?:[A-Za-z0-9_./{}*@+=&;()%?,-]|:(?=[A-Za-z0-9/])| (?=[A-Za-z0-9/({]))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    // Several lines of plain characters, none of them with a space at its ends, and one line end at the foot.
    [GeneratedRegex(@"\A(?:[!-~](?:[ -~]*[!-~])?\n+)+(?<=[^\n]\n)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Lines();
}
