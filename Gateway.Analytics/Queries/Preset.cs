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
