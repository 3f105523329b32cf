using Gateway.Admin.Contract;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Http;

/// <summary>Reads what a call sends, with all of its errors at once.</summary>
static class DocumentBody
{
    /// <param name="http">The call.</param>
    /// <param name="mayBeEmpty">Whether no body at all means an empty object.</param>
    public static async Task<(T? Sent, IResult? Problem)> ReadAsync<T>(HttpContext http, bool mayBeEmpty = false)
        where T : class
    {
        if (mayBeEmpty && http.Request.ContentLength is null or 0 && http.Request.ContentType is null)
            http.Request.Body = new MemoryStream("{}"u8.ToArray());
        var (json, problem) = await JsonBody.ReadAsync(http);
        if (json is null)
            return (null, problem);
        using (json)
        {
            var errors = new FieldErrors();
            var sent = DocumentReader.Read<T>(json.RootElement, errors);
            return errors.Any ? (null, Problems.Refused(errors)) : sent is null ? (null, Problems.Malformed("A JSON object is expected.")) : (sent, null);
        }
    }
}
