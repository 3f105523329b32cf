using System.ComponentModel.DataAnnotations;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>Section <c>Gateway:Channels</c>: how notices of alerts leave the gateway.</summary>
public sealed class ChannelOptions
{
    /// <summary>
    /// Whether channels may send to this machine (loopback) and to link-local addresses, where metadata of clouds is served. Default false: who
    /// may write channels could else reach what only this machine may. Set it where a mail server runs beside the gateway.
    /// </summary>
    public bool LocalAddresses { get; set; }

    /// <summary>How long one message may take, from looking up the name to the answer. Default 00:00:10. 00:00:01 to 00:01:00.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a notice is tried again before it is given up. Default 1.00:00:00. 00:01:00 to 7.00:00:00.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);
}
