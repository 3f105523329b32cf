namespace Gateway.Analytics.Classify;

/// <summary>
/// The browser a person used; <see cref="Unknown"/> for programs and bots, whatever they claim. Closed. The numbers are stored:
/// never reorder or reuse them, add at the end, and give the new one a name and a label below.
/// </summary>
public enum Browser : byte
{
    Unknown = 0,
    Chrome = 1,
    Safari = 2,
    Firefox = 3,
    Edge = 4,
    SamsungInternet = 5,
    Opera = 6,
    InternetExplorer = 7,
    UcBrowser = 8,
    YandexBrowser = 9,

    /// <summary>A page inside an app: a web view, or the browser of a social app.</summary>
    InApp = 10,

    /// <summary>A browser that is none of the others.</summary>
    Other = 11,
}

/// <summary>Names of the browsers, by number.</summary>
public static class BrowserNames
{
    /// <summary>As used in queries and answers.</summary>
    public static IReadOnlyList<string> Wire { get; } =
    [
        "unknown", "chrome", "safari", "firefox", "edge", "samsung_internet", "opera", "internet_explorer", "uc_browser", "yandex_browser", "in_app", "other",
    ];

    /// <summary>As shown on pages.</summary>
    public static IReadOnlyList<string> Labels { get; } =
    [
        "Unknown", "Chrome", "Safari", "Firefox", "Edge", "Samsung Internet", "Opera", "Internet Explorer", "UC Browser", "Yandex Browser", "In-app browser", "Other",
    ];
}
