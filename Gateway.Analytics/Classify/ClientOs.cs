namespace Gateway.Analytics.Classify;

/// <summary>
/// The operating system of the client. Closed. The numbers are stored: never reorder or reuse them, add at the end, and give the
/// new one a name and a label below.
/// </summary>
public enum ClientOs : byte
{
    Unknown = 0,
    Windows = 1,

    /// <summary>Also iPads since iPadOS 13, whose user agent is that of a Mac.</summary>
    MacOs = 2,

    Linux = 3,
    Android = 4,

    /// <summary>iPhone, iPad, iPod.</summary>
    Ios = 5,

    ChromeOs = 6,

    /// <summary>A system that is none of the others: of televisions, watches, consoles, older phones.</summary>
    Other = 7,
}

/// <summary>Names of the operating systems, by number.</summary>
public static class ClientOsNames
{
    /// <summary>As used in queries and answers.</summary>
    public static IReadOnlyList<string> Wire { get; } = ["unknown", "windows", "macos", "linux", "android", "ios", "chrome_os", "other"];

    /// <summary>As shown on pages.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["Unknown", "Windows", "macOS", "Linux", "Android", "iOS", "ChromeOS", "Other"];
}
