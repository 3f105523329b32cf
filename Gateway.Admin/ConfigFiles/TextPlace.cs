namespace Gateway.Admin.ConfigFiles;

/// <summary>A place in a text that people wrote, both from 1.</summary>
readonly record struct TextPlace(long Line, long Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}

/// <summary>A text that is no document, with the place where it stops being one.</summary>
sealed class UnreadableTextException(TextPlace place, string message) : Exception(message)
{
    public TextPlace Place { get; } = place;
}
