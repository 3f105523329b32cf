using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Gateway.Admin.Pages;

/// <summary>
/// The built pages, read once at start with the compressed forms the build made beside them. Files with a hash in their name
/// are kept by browsers for ever; every other address without a file gets the one page, which knows its own routes.
/// </summary>
sealed class UiFiles
{
    readonly FrozenDictionary<string, UiFile> files;

    UiFiles(FrozenDictionary<string, UiFile> files) => this.files = files;

    /// <summary>Reads the folder <c>ui</c> beside the program; without one (a build without pages) only the API answers.</summary>
    public static UiFiles Load(string folder)
    {
        var types = new FileExtensionContentTypeProvider();
        var files = new Dictionary<string, UiFile>(StringComparer.Ordinal);
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            if (path.EndsWith(".br", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal))
                continue;
            var name = "/" + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            var content = File.ReadAllBytes(path);
            files[name] = new UiFile(
                types.TryGetContentType(path, out var type) ? type : "application/octet-stream",
                $"\"{Convert.ToHexString(SHA256.HashData(content).AsSpan(0, 8))}\"",
                content,
                Compressed(path + ".br"),
                Compressed(path + ".gz"));
        }

        return new UiFiles(files.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>Answers a GET or HEAD for a page or one of its files.</summary>
    public async Task ServeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var isAsset = path.StartsWith("/assets/", StringComparison.Ordinal);
        // Below /t/ lie addresses of the page, and ids may have dots; elsewhere a dot means a file.
        var isFile = isAsset || (Path.HasExtension(path) && !path.StartsWith("/t/", StringComparison.Ordinal));
        if (!files.TryGetValue(path, out var file) && (isFile || !files.TryGetValue("/index.html", out file)))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var response = http.Response;
        response.Headers.ETag = file.ETag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = isAsset ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(file.ETag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var content = file.Content;
        if (file.Brotli is not null && accepted.Contains("br", StringComparison.OrdinalIgnoreCase))
            (content, response.Headers.ContentEncoding) = (file.Brotli, "br");
        else if (file.Gzip is not null && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase))
            (content, response.Headers.ContentEncoding) = (file.Gzip, "gzip");
        response.ContentType = file.ContentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(content, http.RequestAborted);
    }

    static byte[]? Compressed(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    sealed record UiFile(string ContentType, string ETag, byte[] Content, byte[]? Brotli, byte[]? Gzip);
}
