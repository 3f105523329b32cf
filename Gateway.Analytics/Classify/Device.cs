namespace Gateway.Analytics.Classify;

/// <summary>
/// The kind of device a person held or sat at; <see cref="Unknown"/> where nobody did. Closed. The numbers are stored: never
/// reorder or reuse them, add at the end, and give the new one a name and a label below.
/// </summary>
public enum Device : byte
{
    Unknown = 0,
    Desktop = 1,
    Mobile = 2,
    Tablet = 3,
    Tv = 4,

    /// <summary>A console, a watch, an e-reader, a headset, a car.</summary>
    Other = 5,
}

/// <summary>Names of the devices, by number.</summary>
public static class DeviceNames
{
    /// <summary>As used in queries and answers.</summary>
    public static IReadOnlyList<string> Wire { get; } = ["unknown", "desktop", "mobile", "tablet", "tv", "other"];

    /// <summary>As shown on pages.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["Unknown", "Desktop", "Mobile", "Tablet", "TV", "Other"];
}
