using System.Buffers;

namespace Gateway.Analytics.Classify;

/// <summary>
/// The kind of device. uap-core knows brands and models, not kinds; the kind follows from the system and a few words, in this
/// order: television, other, tablet, phone, desktop.
/// </summary>
static class DeviceRules
{
    static readonly SearchValues<string> Televisions = Words(
        "SmartTV", "Smart-TV", "Smart TV", "SMART_TV", "GoogleTV", "Google TV", "Android TV", "AndroidTV", "AppleTV", "Apple TV", "HbbTV", "Web0S", "WebOS.TV",
        "NetCast", "BRAVIA", "AFTB", "AFTM", "AFTS", "AFTT", "AFTK", "AFTR", "AFTA", "AFTN", "CrKey", "Roku", "InettvBrowser", "Opera TV", "NETTV", "Chromecast",
        "MiTV", "MIBOX", "SHIELD Android", "Viera", "Philips TV", "Tizen TV", "TV Safari", "DTV", "PhilipsTV", "Large Screen", "Nexus Player");

    static readonly SearchValues<string> Others = Words(
        "PlayStation", "Xbox", "Nintendo", "Kindle/", "Watch OS", "watchOS", "Apple Watch", "OculusBrowser", "Quest ", "Tesla/", "QtCarBrowser", "SM-R8", "SM-R9", "Kobo");

    static readonly SearchValues<string> Tablets = Words(
        "iPad", "Tablet;", "Tablet)", "Tablet ", "PlayBook", "Kindle Fire", "Silk-Accelerated", "Nexus 7", "Nexus 9", "Nexus 10", "Pixel C", "Pixel Tablet",
        "SM-T", "SM-X", "SM-P", "GT-P", "SCH-I800", "Lenovo TB", "MediaPad", "MatePad", "Xoom", "Transformer", "hp-tablet", "TouchPad", "Redmi Pad", "Xiaomi Pad");

    static readonly SearchValues<string> Phones = Words(
        "Mobi", "iPhone", "iPod", "Phone", "Opera Mini", "UCWEB", "BlackBerry", "BB10", "Symbian", "SymbOS", "Series60", "Series40", "Series 60", "MIDP", "J2ME",
        "Nokia", "KAIOS", "SonyEricsson", "Windows CE", "webOS/", "NetFront/", "Maemo");

    /// <summary>Windows writes "Tablet PC 2.0" on machines that are none.</summary>
    const string TabletPc = "Tablet PC";

    public static Device OfBrowser(ClientOs os, string userAgent)
    {
        var device = Named(os, userAgent);
        if (device is not Device.Unknown)
            return device;
        return os switch
        {
            // Android's own convention: a phone says Mobile, a tablet does not.
            ClientOs.Android => Device.Tablet,
            ClientOs.Ios => Device.Mobile,
            ClientOs.Windows or ClientOs.MacOs or ClientOs.Linux or ClientOs.ChromeOs => Device.Desktop,
            ClientOs.Other when userAgent.Contains("X11", StringComparison.Ordinal) || userAgent.Contains("BSD", StringComparison.Ordinal) => Device.Desktop,
            _ => Device.Unknown,
        };
    }

    /// <summary>
    /// Of a program that shows no page: the device only where the text names it. Android's own HTTP stack never says Mobile, so
    /// there a phone is the better guess; a program on Windows or Linux is as likely a server's.
    /// </summary>
    public static Device OfProgram(ClientOs os, string userAgent)
    {
        var device = Named(os, userAgent);
        return device is Device.Unknown && os is ClientOs.Android or ClientOs.Ios ? Device.Mobile : device;
    }

    static Device Named(ClientOs os, string userAgent)
    {
        var text = userAgent.AsSpan();
        if (text.ContainsAny(Televisions))
            return Device.Tv;
        if (text.ContainsAny(Others))
            return Device.Other;
        if (os is ClientOs.Windows or ClientOs.ChromeOs)
            return Device.Unknown;
        if (text.ContainsAny(Tablets) && !text.Contains(TabletPc, StringComparison.Ordinal))
            return Device.Tablet;
        return text.ContainsAny(Phones) ? Device.Mobile : Device.Unknown;
    }

    static SearchValues<string> Words(params string[] words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
