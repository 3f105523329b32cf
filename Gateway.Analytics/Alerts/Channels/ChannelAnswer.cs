namespace Gateway.Analytics.Alerts.Channels;

/// <summary>What became of a message.</summary>
/// <param name="Outcome">Whether it arrived, and whether trying again helps.</param>
/// <param name="Detail">What the other side said, or why nothing was heard of it; at most <see cref="MaximumDetail"/> characters, for people to read.</param>
/// <param name="RetryAfter">How long the other side wants to be left alone; null: it did not say.</param>
public sealed record ChannelAnswer(ChannelOutcome Outcome, string Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>Longer answers are cut.</summary>
    public const int MaximumDetail = 500;

    public static ChannelAnswer Delivered(string detail) => new(ChannelOutcome.Delivered, Clean(detail));

    public static ChannelAnswer Refused(string detail) => new(ChannelOutcome.Refused, Clean(detail));

    public static ChannelAnswer Again(string detail, TimeSpan? after = null) => new(ChannelOutcome.Again, Clean(detail), after);

    // What strangers answer is stored and shown: one line of storable text.
    static string Clean(string text)
    {
        var cut = text.Length > MaximumDetail ? text[..MaximumDetail] : text;
        return string.Create(cut.Length, cut, static (into, from) =>
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? ' ' : from[i];
        }).Trim();
    }
}

/// <summary>Whether a message arrived.</summary>
public enum ChannelOutcome
{
    /// <summary>The other side took it.</summary>
    Delivered,

    /// <summary>It did not arrive; the same message may arrive later.</summary>
    Again,

    /// <summary>The other side does not take it, however often it is sent.</summary>
    Refused,
}
