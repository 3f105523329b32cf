using System.Buffers;
using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Gateway.Metrics;

/// <summary>Answers <c>/metrics</c> in the format that is asked for: OpenMetrics where it is preferred, else Prometheus text.</summary>
sealed class MetricsEndpoint(IEnumerable<IMetricSource> sources)
{
    const string Prometheus = "text/plain; version=0.0.4; charset=utf-8";
    const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    readonly IMetricSource[] sources = [.. sources];
    int room = 1 << 16;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/metrics", AnswerAsync);

    /// <summary>The whole text.</summary>
    public ReadOnlyMemory<byte> Render(bool isOpenMetrics)
    {
        var text = new ArrayBufferWriter<byte>(Volatile.Read(ref room));
        var exposition = new Exposition(text, isOpenMetrics);
        foreach (var source in sources)
            source.Write(exposition);
        exposition.End();
        Volatile.Write(ref room, text.WrittenCount + (text.WrittenCount / 8));
        return text.WrittenMemory;
    }

    async Task AnswerAsync(HttpContext http)
    {
        var asked = http.Request.GetTypedHeaders();
        var isOpenMetrics = PrefersOpenMetrics(asked.Accept);
        var text = Render(isOpenMetrics);
        var response = http.Response;
        response.ContentType = isOpenMetrics ? OpenMetrics : Prometheus;
        response.Headers.Vary = "Accept, Accept-Encoding";
        if (asked.AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is not 0))
        {
            response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await packed.WriteAsync(text, http.RequestAborted);
            return;
        }

        response.ContentLength = text.Length;
        await response.Body.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>Who asks for nothing, or for anything, gets the older format.</summary>
    static bool PrefersOpenMetrics(IList<MediaTypeHeaderValue> accepted)
    {
        double Best(string type) => accepted.Where(one => one.MediaType == type).Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max();
        var open = Best("application/openmetrics-text");
        return open > 0 && open >= Best("text/plain");
    }
}
