using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Gateway.Hosting;

/// <summary>Section <c>Gateway:Metrics</c>: what machines ask.</summary>
public sealed class MetricsOptions : IValidatableObject
{
    const string Accepted = "2 to 30 growing numbers of seconds between 0.000001 and 3600, separated by spaces, are accepted";

    /// <summary>Labels whose values come from the configuration, and so may be left out.</summary>
    static readonly string[] Configured = ["tenant", "route", "cluster", "destination"];

    /// <summary>Where /metrics, /live and /ready answer, separated by semicolons. Default http://127.0.0.1:8081.</summary>
    [Required]
    public string Urls { get; set; } = "http://127.0.0.1:8081";

    /// <summary>Most series of one family; what is beyond is counted in series named other. Default 2000. 100 to 100000.</summary>
    [Range(100, 100_000)]
    public int SeriesPerFamily { get; set; } = 2000;

    /// <summary>Most series of all families together. Default 10000. 2000 to 1000000.</summary>
    [Range(2000, 1_000_000)]
    public int SeriesMaximum { get; set; } = 10_000;

    /// <summary>Labels whose values are left empty, out of tenant, route, cluster and destination; sums stay what they are. Default: none.</summary>
    public IList<string> HiddenLabels { get; set; } = [];

    /// <summary>Upper bounds of the histograms of times, seconds, separated by spaces. Default 0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10.</summary>
    [Required]
    public string Buckets { get; set; } = "0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (label, index) in HiddenLabels.Select((label, index) => (label, index)))
        {
            if (!Configured.Contains(label))
                yield return new ValidationResult($"'{label}' is none of {string.Join(", ", Configured)}", [$"{nameof(HiddenLabels)}:{index}"]);
        }

        if (BucketMicros() is null)
            yield return new ValidationResult($"'{Buckets}': {Accepted}", [nameof(Buckets)]);
    }

    /// <summary>The bounds in microseconds; null when the text is none.</summary>
    internal long[]? BucketMicros()
    {
        var bounds = new List<long>();
        foreach (var word in (Buckets ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is < 0.000001m or > 3600m)
                return null;
            var micros = (long)(seconds * 1_000_000);
            if (bounds.Count > 0 && micros <= bounds[^1])
                return null;
            bounds.Add(micros);
        }

        return bounds.Count is >= 2 and <= 30 ? [.. bounds] : null;
    }
}
