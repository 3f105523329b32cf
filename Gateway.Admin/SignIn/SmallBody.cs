using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admin.SignIn;

/// <summary>Reads a body that anybody may send: a few fields, so never more than a few kilobytes.</summary>
static class SmallBody
{
    const long Limit = 16 * 1024;

    public static async Task<(TBody? Body, IResult? Problem)> ReadAsync<TBody>(HttpContext http)
        where TBody : class
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Limit;
        var (json, problem) = await JsonBody.ReadAsync(http);
        if (json is null)
            return (null, problem);
        using var document = json;
        var errors = new FieldErrors();
        var body = DocumentReader.Read<TBody>(document.RootElement, errors);
        return body is null || errors.Any ? (null, Problems.Refused(errors)) : (body, null);
    }
}
