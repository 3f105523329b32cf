using Gateway.Analytics.Classify;

namespace Gateway.Analytics.Queries;

/// <summary>Errors of a request by the path of the field: what is wrong and what is accepted.</summary>
static class FieldErrors
{
    /// <summary>Longest text that a request may hold anywhere.</summary>
    public const int LongestText = 500;

    public static void Report(this Dictionary<string, List<string>> errors, string path, string message)
    {
        if (!errors.TryGetValue(path, out var messages))
            errors[path] = messages = [];
        messages.Add(message);
    }

    /// <summary>The text as it may appear in a message: short and quoted.</summary>
    public static string Quote(this string? text) =>
        text is null ? "null" : $"'{new string([.. text.Take(60).Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))])}{(text.Length > 60 ? "…" : "")}'";

    /// <summary>Whether the database can hold the text: no NUL, no lone surrogate, not endless.</summary>
    public static bool IsStorable(string text) => text.Length == 0 || ReferenceEquals(StorableText.Clean(text, LongestText), text);

    /// <summary>Whether the text can be a title or a sentence: one line, no control characters, no lone surrogate.</summary>
    public static bool IsLine(string text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl) && ReferenceEquals(StorableText.Clean(text, most), text);

    public static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
