using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Kpi;

/// <summary>A question as it comes in, by address or by body; after this nobody can tell which.</summary>
sealed record KpiInput(string Preset, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    const string PresetName = "preset";

    public static (KpiInput? Input, IResult? Problem) OfAddress(HttpContext http)
    {
        var values = http.Request.Query.Where(each => each.Key != PresetName).ToDictionary(each => each.Key, each => Texts(each.Value));
        return http.Request.Query[PresetName] is [{ Length: > 0 } preset]
            ? (new KpiInput(preset, values), null)
            : (null, Unreadable(PresetName, "is required, once; GET /api/v1/kpi/presets lists the names"));
    }

    public static async Task<(KpiInput? Input, IResult? Problem)> OfBodyAsync(HttpContext http)
    {
        var (json, problem) = await JsonBody.ReadAsync(http);
        if (json is null)
            return (null, problem);
        using var body = json;
        var errors = new FieldErrors();
        var document = DocumentReader.Read<KpiDocument>(body.RootElement, errors);
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (name, value) in document?.Parameters ?? new Dictionary<string, JsonElement>())
        {
            if (Texts(value) is { } texts)
                values[name] = texts;
            else
                errors.Add(name, "must be a text, a whole number, or a list of these");
        }

        if (errors.Any)
            return (null, Problems.WithErrors(StatusCodes.Status400BadRequest, "The question cannot be read", errors));
        return document is null ? (null, Problems.Malformed("A JSON object is expected.")) : (new KpiInput(document.Preset, values), null);
    }

    static IResult Unreadable(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return Problems.WithErrors(StatusCodes.Status400BadRequest, "The question cannot be read", errors);
    }

    static IReadOnlyList<string> Texts(IEnumerable<string?> values) => [.. values.Select(value => value ?? "")];

    static IReadOnlyList<string>? Texts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Text(value) is { } only ? [only] : null;
        var texts = value.EnumerateArray().Select(Text).ToList();
        return texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }

    static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out _) => value.GetRawText(),
        _ => null,
    };
}

/// <summary>The body of <c>POST /kpi/query</c>.</summary>
sealed record KpiDocument
{
    public required string Preset { get; init; }

    /// <summary>By name: a text, a whole number, or a list of these.</summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
}
