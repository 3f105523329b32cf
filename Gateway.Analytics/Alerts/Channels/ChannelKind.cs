namespace Gateway.Analytics.Alerts.Channels;

/// <summary>What a kind of channel is.</summary>
/// <param name="Type">As documents name it: lower camel case.</param>
/// <param name="Title">As people read it.</param>
/// <param name="Gathers">Whether several notices fit into one message.</param>
/// <param name="Settings">In the order of the form.</param>
public sealed record ChannelKind(string Type, string Title, bool Gathers, IReadOnlyList<ChannelSetting> Settings)
{
    /// <summary>Checks what no single setting shows; null: nothing more.</summary>
    public Func<ChannelSettings, IEnumerable<(string Setting, string Message)>>? Check { get; init; }
}

/// <summary>One setting of a kind of channel.</summary>
/// <param name="Name">As documents name it.</param>
/// <param name="Title">As people read it.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Help">A sentence for the form.</param>
public sealed record ChannelSetting(string Name, string Title, SettingKind Kind, string Help)
{
    public bool IsRequired { get; init; }

    /// <summary>Encrypted at rest, never shown again.</summary>
    public bool IsSecret { get; init; }

    /// <summary>
    /// Whether it says to whom the secrets are shown. When it changes they have to be given again, so that nobody sends a secret
    /// that he never saw to a place of his own.
    /// </summary>
    public bool IsTarget { get; init; }

    /// <summary>What counts when it is left out, as the form shows it.</summary>
    public string? Default { get; init; }

    /// <summary>The accepted words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Limits of a number.</summary>
    public int Minimum { get; init; }

    /// <inheritdoc cref="Minimum"/>
    public int Maximum { get; init; } = int.MaxValue;
}

/// <summary>What a setting holds.</summary>
public enum SettingKind
{
    /// <summary>One line, at most 500 characters.</summary>
    Text,

    /// <summary>Several lines, at most 16,000 characters.</summary>
    Lines,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary>An http or https address, at most 2,000 characters.</summary>
    Url,

    /// <summary>Mail addresses with commas between them, at most 50.</summary>
    Mails,
}
