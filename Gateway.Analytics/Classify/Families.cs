namespace Gateway.Analytics.Classify;

/// <summary>From the many families of uap-core to our closed sets.</summary>
static class Families
{
    // Browsers that the list takes for the one whose engine they use.
    static readonly (string Token, Browser Browser)[] Corrections =
    [
        ("OPT/", Classify.Browser.Opera),
        ("HuaweiBrowser/", Classify.Browser.Other),
        ("HeyTapBrowser/", Classify.Browser.Other),
        ("OculusBrowser/", Classify.Browser.Other),
    ];

    public static Browser Browser(string? family, ClientOs os, string userAgent)
    {
        foreach (var (token, browser) in Corrections)
        {
            if (userAgent.Contains(token, StringComparison.Ordinal))
                return browser;
        }

        return Listed(family, os, userAgent);
    }

    static Browser Listed(string? family, ClientOs os, string userAgent) => family switch
    {
        null => Classify.Browser.Unknown,

        // Apple never made a Safari for these: some other browser on the same engine.
        "Safari" when os is ClientOs.Linux or ClientOs.ChromeOs or ClientOs.Other => Classify.Browser.Other,
        "Chrome" or "Chrome Mobile" or "Chrome Mobile iOS" or "Chromium" => Classify.Browser.Chrome,
        "Safari" or "Mobile Safari" => Classify.Browser.Safari,
        "Firefox" or "Firefox Mobile" or "Firefox iOS" or "Firefox Beta" or "Firefox Alpha" or "Firefox Focus"
            or "Iceweasel" or "Bon Echo" => Classify.Browser.Firefox,
        "Edge" or "Edge Mobile" => Classify.Browser.Edge,
        "Samsung Internet" => Classify.Browser.SamsungInternet,
        "Opera" or "Opera Mobile" or "Opera Mini" or "Opera Neon" or "Opera Coast" or "Opera Tablet" => Classify.Browser.Opera,
        "IE" or "IE Mobile" or "IE Large Screen" or "Chrome Frame" => Classify.Browser.InternetExplorer,
        "UC Browser" => Classify.Browser.UcBrowser,
        "Yandex Browser" => Classify.Browser.YandexBrowser,
        "Chrome Mobile WebView" or "Mobile Safari UI/WKWebView" or "Google" or "Facebook" or "Facebook Messenger" or "Instagram" or "Pinterest"
            or "Snapchat" or "Twitter" or "LINE" or "TikTok" or "BytedanceWebview" or "musical_ly" or "TopBuzz" or "KakaoTalk" or "MicroMessenger" => Classify.Browser.InApp,

        // Firefox builds name themselves after the channel: Firefox (Minefield).
        _ when family.StartsWith("Firefox (", StringComparison.Ordinal) => Classify.Browser.Firefox,

        "Lynx" or "Links" or "ELinks" or "w3m" or "Midori" => Classify.Browser.Other,

        // A known family that shows pages says Mozilla or Opera first; a podcast player or a sync client does not.
        _ => userAgent.StartsWith("Mozilla/", StringComparison.Ordinal) || userAgent.StartsWith("Opera/", StringComparison.Ordinal)
            ? Classify.Browser.Other
            : Classify.Browser.Unknown,
    };

    public static ClientOs Os(string? family, string userAgent) => family switch
    {
        // A phone that says Windows is no Windows machine.
        "Windows" or "Windows NT" => ClientOs.Windows,
        "Mac OS X" or "Mac OS" or "macOS" => ClientOs.MacOs,
        "Android" => ClientOs.Android,
        "iOS" => ClientOs.Ios,
        "Chrome OS" => ClientOs.ChromeOs,
        "Linux" or "Ubuntu" or "Debian" or "Fedora" or "Red Hat" or "CentOS" or "SUSE" or "openSUSE" or "Linux Mint" or "Mint" or "Gentoo" or "Arch Linux"
            or "Kubuntu" or "Mandriva" or "Mageia" or "PCLinuxOS" or "Slackware" or "VectorLinux" or "Puppy" or "Lupuli" => ClientOs.Linux,
        null or "Other" => Spelled(userAgent),
        _ => ClientOs.Other,
    };

    /// <summary>What programs write where no rule looks: <c>curl/8.5.0 (x86_64-pc-linux-gnu)</c>.</summary>
    static ClientOs Spelled(string userAgent)
    {
        if (Has("windows") || Has("win32") || Has("mingw"))
            return ClientOs.Windows;
        if (Has("android"))
            return ClientOs.Android;
        if (Has("linux"))
            return ClientOs.Linux;
        if (Has("playstation") || Has("nintendo"))
            return ClientOs.Other;
        return Has("darwin") || Has("macos") ? ClientOs.MacOs : ClientOs.Unknown;

        bool Has(string word) => userAgent.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
