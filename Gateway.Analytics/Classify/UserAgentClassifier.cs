using System.Text.RegularExpressions;

namespace Gateway.Analytics.Classify;

/// <summary>
/// Puts a user agent into the closed sets. Pure and safe for many threads; made once (some hundred milliseconds) and asked off
/// the hot path (about half a millisecond). Its time is bounded whatever the text is: length, each match and the whole are limited.
/// </summary>
sealed class UserAgentClassifier
{
    /// <summary>How much of a user agent is read, UTF-16 units. Real ones are below 400.</summary>
    public const int MaxLength = 512;

    /// <summary>
    /// Time for one expression. A backstop: the expressions have been hardened upstream, and at this length the slowest stays far
    /// below; but nothing proves that for the next version of the list. Wide, because a machine that is overloaded must not turn a
    /// browser into an unknown.
    /// </summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    static readonly Lazy<UserAgentClassifier> Loaded = new(() => new UserAgentClassifier());

    readonly DeclaredPrograms programs = new();
    readonly FamilyRules browsers;
    readonly FamilyRules systems;

    UserAgentClassifier() => (browsers, systems) = FamilyRules.Load();

    /// <summary>The one instance; the first call loads it.</summary>
    public static UserAgentClassifier Instance => Loaded.Value;

    public ClientClass Classify(string userAgent)
    {
        var text = userAgent.Length > MaxLength ? userAgent[..MaxLength] : userAgent;
        if (string.IsNullOrWhiteSpace(text))
            return default;
        try
        {
            return Known(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Nobody but an attacker sends this; unknown is the truth about it.
            return default;
        }
    }

    ClientClass Known(string userAgent)
    {
        var traffic = programs.Find(userAgent);

        // What a bot says about browser and system is a costume.
        if (traffic is not (TrafficClass.Unknown or TrafficClass.HttpLibrary))
            return new(Browser.Unknown, ClientOs.Unknown, Device.Unknown, traffic);

        var os = Families.Os(systems.Find(userAgent), userAgent);
        if (traffic is TrafficClass.HttpLibrary)
            return new(Browser.Unknown, os, DeviceRules.OfProgram(os, userAgent), traffic);

        var browser = Families.Browser(browsers.Find(userAgent), os, userAgent);
        return browser is Browser.Unknown
            ? new(browser, os, DeviceRules.OfProgram(os, userAgent), TrafficClass.Unknown)
            : new(browser, os, DeviceRules.OfBrowser(os, userAgent), TrafficClass.HumanBrowser);
    }
}
