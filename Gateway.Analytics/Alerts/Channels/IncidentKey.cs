using System.Security.Cryptography;
using System.Text;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>The name of an incident in tools that keep them, within their limits.</summary>
static class IncidentKey
{
    /// <summary>What is tried and what is summed up is an incident of its own: nothing would ever resolve it into another.</summary>
    public static string Of(AlertNotice notice, int maximum)
    {
        var key = NoticeText.StandsAlone(notice) ? notice.Key : notice.Incident;
        return key.Length <= maximum ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
