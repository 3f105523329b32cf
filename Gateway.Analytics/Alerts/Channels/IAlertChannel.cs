namespace Gateway.Analytics.Alerts.Channels;

/// <summary>
/// A way to tell people or other systems of an alert. It sends and says what the other side answered; when to send, again or not
/// at all is decided outside.
/// To add one: 1. a class <c>&lt;Name&gt;Channel</c> in this folder, as <see cref="LogChannel"/>; 2. its line in
/// <see cref="AlertChannels"/>. Its settings, their checks and the form on the page follow from <see cref="Kind"/>.
/// </summary>
public interface IAlertChannel
{
    /// <summary>What it is called, what it can, and the settings it takes.</summary>
    ChannelKind Kind { get; }

    /// <summary>
    /// Sends the notices as one message. The same notice may come twice, when a node died between sending and writing that down:
    /// <see cref="AlertNotice.Key"/> is the same then and goes to the other side wherever its protocol has a place for it.
    /// Throws nothing but what cancels: trouble is an answer.
    /// </summary>
    /// <param name="settings">Checked against <see cref="Kind"/>, with its secrets.</param>
    /// <param name="notices">At least one; never more than one where <see cref="ChannelKind.Gathers"/> is false.</param>
    Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token);
}
