using Gateway.Analytics.Configuration;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Extension;

/// <summary>An assembly of one's own that adds one of each: the sample that the documentation names.</summary>
public sealed class SampleExtension : IGatewayExtension
{
    public void Register(IServiceCollection services) => services
        .AddSingleton(Measure.Ratio(
            "bytesPerRequest", "Bytes by request", "bytes", Measures.All.Single(each => each.Name == "bytesOut"), Measures.All.Single(each => each.Name == "requests"), "Body bytes to clients by requests."))
        .AddSingleton(Measure.OfEvents("slow", "Slow requests", "count", "count(*) filter (where duration_us > 1000000)", "Exchanges of more than a second."))
        .AddSingleton(new Dimension("apiVersion", "API version", "substring(endpoint from '^/(v[0-9]+)')"))
        .AddSingleton<IPresetSource, SamplePresets>()
        .AddSingleton<ISink, SampleSink>();
}

sealed class SamplePresets : IPresetSource
{
    public IEnumerable<Preset> Presets { get; } =
    [
        new Preset(
            "sample/versions",
            "Versions of the API",
            "Requests, slow ones and bytes by version.",
            new Query { Measures = ["requests", "slow", "bytesPerRequest"], Split = "apiVersion" }),
    ];
}

/// <summary>Counts what it gets.</summary>
sealed class SampleSink : ISink
{
    long events;

    public string Name => "sample";

    public bool IsOn => true;

    public long Events => Volatile.Read(ref events);

    public Task<int> WriteAsync(ReadOnlyMemory<EventRow> rows, Guid spool, CancellationToken token)
    {
        Interlocked.Add(ref events, rows.Length);
        return Task.FromResult(0);
    }
}
