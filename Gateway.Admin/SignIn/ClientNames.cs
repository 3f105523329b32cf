using Gateway.Analytics.Classify;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.SignIn;

/// <summary>What a session's browser is called on pages: short and out of closed sets, never the user agent itself.</summary>
sealed class ClientNames(UserAgentCache agents, TimeProvider time)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Such as <c>Firefox on Linux</c>; null when it says nothing.</summary>
    public string? Of(HttpContext http)
    {
        var budget = new ClassifyBudget(time, Limit);
        var known = agents.Resolve(agents.Remember(http.Request.Headers.UserAgent.ToString()), ref budget);
        var browser = known.Browser is Browser.Unknown ? null : BrowserNames.Labels[(int)known.Browser];
        var os = known.Os is ClientOs.Unknown or ClientOs.Other ? null : ClientOsNames.Labels[(int)known.Os];
        return (browser, os) switch
        {
            (null, null) => known.TrafficClass is TrafficClass.Unknown ? null : TrafficClassNames.Labels[(int)known.TrafficClass],
            (null, _) => os,
            (_, null) => browser,
            _ => $"{browser} on {os}",
        };
    }
}
