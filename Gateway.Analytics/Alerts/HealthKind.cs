namespace Gateway.Analytics.Alerts;

/// <summary>What of itself the gateway can watch.</summary>
public enum HealthKind
{
    /// <summary>1 on a node that cannot reach a database, else 0.</summary>
    DatabaseAway,

    /// <summary>What a node's spool takes on its disk, bytes.</summary>
    SpoolBytes,

    /// <summary>Of each cluster of the tenant, the destinations that a node passes over.</summary>
    DestinationDown,

    /// <summary>Days until a key of the tenant expires, for each key that does.</summary>
    KeyExpiry,

    /// <summary>Days until a certificate of the tenant expires, for each that a node holds.</summary>
    CertificateExpiry,
}

/// <summary>Whose it is and how its threshold is understood.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">As written.</param>
/// <param name="Label">For people.</param>
/// <param name="Unit">Of the figure.</param>
/// <param name="OfPlatform">Whether only the platform's alerts may watch it.</param>
/// <param name="Default">Operator and threshold where the condition has none; null: it must have them.</param>
sealed record HealthMeasure(HealthKind Kind, string Name, string Label, string Unit, bool OfPlatform, (string Operator, double Threshold)? Default)
{
    public static IReadOnlyList<HealthMeasure> All { get; } =
    [
        new(HealthKind.DatabaseAway, "databaseAway", "Database away", "count", true, (">=", 1)),
        new(HealthKind.SpoolBytes, "spoolBytes", "Spool", "bytes", true, null),
        new(HealthKind.DestinationDown, "destinationDown", "Destinations passed over", "count", false, (">=", 1)),
        new(HealthKind.KeyExpiry, "keyExpiry", "Days until a key expires", "days", false, ("<=", 14)),
        new(HealthKind.CertificateExpiry, "certificateExpiry", "Days until a certificate expires", "days", false, ("<=", 14)),
    ];

    public static HealthMeasure Of(HealthKind kind) => All.First(each => each.Kind == kind);
}
