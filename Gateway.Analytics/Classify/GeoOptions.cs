namespace Gateway.Analytics.Classify;

/// <summary>Section <c>Gateway:Geo</c>: where clients are.</summary>
public sealed class GeoOptions
{
    /// <summary>Path of a country or city database in MaxMind's format (.mmdb), read again when it changes. Default none: the country stays unknown.</summary>
    public string? Country { get; set; }
}
