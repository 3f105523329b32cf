using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gateway.Admin.ConfigFiles;

/// <summary>The configuration document as JSON or as YAML (RFC 9512), by content type and Accept.</summary>
static class ConfigMedia
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads what the call sends, in either form.</summary>
    public static async Task<(JsonDocument? Json, IResult? Problem)> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentType is { } type && !IsYaml(type) && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported content type", $"Send {Json} or {Yaml}."));
        if (!IsYaml(http.Request.ContentType))
            return await JsonBody.ReadAsync(http);
        try
        {
            using var reader = new StreamReader(http.Request.Body, Strict);
            var json = YamlReader.ToJson(await reader.ReadToEndAsync(http.RequestAborted));
            return JsonBody.Sound(JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonBody.MaxDepth }));
        }
        catch (DecoderFallbackException)
        {
            return (null, Problems.Malformed("Not valid YAML: it is not in UTF-8."));
        }
        catch (UnreadableTextException unreadable)
        {
            return (null, Problems.Malformed($"Not valid YAML, {unreadable.Place}: {unreadable.Message}"));
        }
    }

    /// <summary>The answer in the form that the caller would rather have; JSON where both are the same to it.</summary>
    public static IResult Write(HttpContext http, JsonNode document)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return PrefersYaml(http.Request)
            ? TypedResults.Text(YamlWriter.Write(document), $"{Yaml}; charset=utf-8")
            : TypedResults.Json(document, ContractJson.Options);
    }

    static bool IsYaml(string? type) => type?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true;

    static bool PrefersYaml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(type => IsYaml(type.SubType.Value)) > Quality(type => !IsYaml(type.SubType.Value));

        double Quality(Func<MediaTypeHeaderValue, bool> isMeant) => accepted.Where(isMeant).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
