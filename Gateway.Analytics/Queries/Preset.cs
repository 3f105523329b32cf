namespace Gateway.Analytics.Queries;

/// <summary>
/// A named query. It appears in the widget picker, the alert editor and the reference with no further wiring.
/// To add one: an entry in <c>Catalogue/&lt;Subject&gt;.cs</c>, such as any in <c>Catalogue/Refusals.cs</c>.
/// </summary>
/// <param name="Name">Subject and name, such as <c>traffic/requests-per-second</c>.</param>
/// <param name="Title">As a widget's title.</param>
/// <param name="Description">One sentence: what it shows.</param>
/// <param name="Query">Measures, split, filters, limit and order.</param>
public sealed record Preset(string Name, string Title, string Description, Query Query)
{
    /// <summary>The widget it is first shown in; by default the usual one of its shape.</summary>
    public string? Widget { get; init; }

    /// <summary>The dimension to look at next.</summary>
    public string? Drill { get; init; }

    /// <summary>The length of its buckets where the question names none and the range has few enough of them.</summary>
    public string? Interval { get; init; }

    /// <summary>Where its range begins when a key-figure question does not say, in the time grammar; by default that of every range.</summary>
    public string? From { get; init; }

    /// <summary>
    /// Whether a split by route, team or key takes each of them from cells of its own, so that no value is lost in "(other)": as
    /// slow as there are many, and exact enough to bill.
    /// </summary>
    public bool EveryValue { get; init; }

    /// <summary>
    /// The feature that brings a field which it is made of. Until then the preset is hidden, and in the reference only; after
    /// that this goes.
    /// </summary>
    internal Feature? ArrivesWith { get; init; }

    public string Subject => Name[..Math.Max(0, Name.IndexOf('/', StringComparison.Ordinal))];
}

/// <summary>Who may use a preset; it follows from the dimensions that its query splits and filters by.</summary>
public enum PresetTier
{
    /// <summary>Whoever sees traffic sees it of that traffic.</summary>
    Everyone,

    /// <summary>It means something only where all tenants are seen: platform roles.</summary>
    Platform,

    /// <summary>It tells single persons apart, though by pseudonym: who administers the tenant, or the platform. No observer.</summary>
    Admin,
}

/// <summary>Adds presets. Register an implementation as a singleton; names must be new.</summary>
public interface IPresetSource
{
    IEnumerable<Preset> Presets { get; }
}
