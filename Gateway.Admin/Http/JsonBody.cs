using System.Text.Json;
using Gateway.Admin.Contract;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Http;

/// <summary>Reads a request's JSON without binding it, so that all of its errors can be told at once.</summary>
static class JsonBody
{
    /// <summary>Largest body the API takes: a configuration of ten thousand routes has about 5 MB.</summary>
    public const long Limit = 64 * 1024 * 1024;

    /// <summary>How deep a document may go.</summary>
    public const int MaxDepth = 32;

    /// <summary>The document, or the 400 or 422 that says why there is none.</summary>
    public static async Task<(JsonDocument? Json, IResult? Problem)> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentType is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported content type", "Send application/json."));
        try
        {
            return Sound(await JsonDocument.ParseAsync(http.Request.Body, new JsonDocumentOptions { MaxDepth = MaxDepth }, http.RequestAborted));
        }
        catch (JsonException malformed)
        {
            return (null, Problems.Malformed($"Not valid JSON: {malformed.Message}"));
        }
    }

    /// <summary>The document, or the 422 that names the texts in it that cannot be stored; it is disposed of then.</summary>
    public static (JsonDocument? Json, IResult? Problem) Sound(JsonDocument json)
    {
        var errors = new FieldErrors();
        if (StorableInput.IsSound(json.RootElement, errors))
            return (json, null);
        json.Dispose();
        return (null, Problems.Refused(errors));
    }
}
