namespace Gateway.Analytics.Classify;

/// <summary>
/// What kind of client sent the request, as far as its user agent says so. Closed. The numbers are stored: never reorder or reuse
/// them, add at the end, and give the new one a name and a label below.
/// </summary>
public enum TrafficClass : byte
{
    Unknown = 0,
    HumanBrowser = 1,

    /// <summary>A bot that names itself and is none of the more exact classes.</summary>
    DeclaredBot = 2,

    /// <summary>Collects for a language model, or fetches at the request of one.</summary>
    AiAgent = 3,

    SearchBot = 4,

    /// <summary>A program: a command line, a script, a service, an app that shows no page.</summary>
    HttpLibrary = 5,

    /// <summary>Asks whether the site is up: probes, checks, scrapers of metrics.</summary>
    Monitor = 6,
}

/// <summary>Names of the traffic classes, by number.</summary>
public static class TrafficClassNames
{
    /// <summary>As used in queries and answers.</summary>
    public static IReadOnlyList<string> Wire { get; } =
        ["unknown", "human_browser", "declared_bot", "ai_agent", "search_bot", "http_library", "monitor"];

    /// <summary>As shown on pages.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["Unknown", "Browser", "Bot", "AI agent", "Search engine", "HTTP library", "Monitor"];
}
