using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Admin.Contract;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Http;

/// <summary>
/// An answer in JSON whose ETag is a hash of its content. A GET that names it in If-None-Match gets 304. Only the caller's own
/// cache may keep it, and only for the same credential and tenant.
/// </summary>
/// <param name="value">The answer.</param>
/// <param name="keep">How long a GET may be answered from the cache unasked; zero: not at all.</param>
sealed class TaggedJson<T>(T value, TimeSpan keep = default) : IResult
{
    const int TagBytes = 16;

    public async Task ExecuteAsync(HttpContext http)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(value, ContractJson.Options);
        var tag = $"\"{Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, TagBytes))}\"";
        var isGet = HttpMethods.IsGet(http.Request.Method);
        var headers = http.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = isGet && keep > TimeSpan.Zero ? $"private, max-age={(long)keep.TotalSeconds}" : "private, no-cache";
        headers.Append("Vary", "Authorization, Cookie, X-Tenant");
        if (isGet && EntityTags.IsKnown(http, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }
}
