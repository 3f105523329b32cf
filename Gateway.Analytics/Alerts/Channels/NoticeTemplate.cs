using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>Text with placeholders in braces, such as <c>{alert} is at {value}</c>. A doubled brace is a brace.</summary>
public static partial class NoticeTemplate
{
    /// <summary>The placeholders that are not among the known ones, each once.</summary>
    /// <param name="known">Names; one that ends in a dot knows all that begin with it, such as <c>label.</c>.</param>
    public static IReadOnlyList<string> Unknown(string template, IReadOnlyCollection<string> known) =>
        [.. Placeholder().Matches(template)
            .Where(match => match.Groups["name"].Success)
            .Select(match => match.Groups["name"].Value)
            .Where(name => !known.Any(each => each == name || (each[^1] == '.' && name.Length > each.Length && name.StartsWith(each, StringComparison.Ordinal))))
            .Distinct()];

    /// <summary>Fills in; what has no value becomes nothing.</summary>
    /// <param name="escape">Applied to each value, for templates that are JSON.</param>
    public static string Render(string template, Func<string, string?> value, Func<string, string>? escape = null)
    {
        var text = new StringBuilder(template.Length + 64);
        var done = 0;
        foreach (var match in Placeholder().EnumerateMatches(template))
        {
            text.Append(template, done, match.Index - done);
            done = match.Index + match.Length;
            var found = template.AsSpan(match.Index, match.Length);
            if (found is "{{" or "}}")
                text.Append(found[0]);
            else if (value(found[1..^1].ToString()) is { } filled)
                text.Append(escape is null ? filled : escape(filled));
        }

        return text.Append(template, done, template.Length - done).ToString();
    }

    // A brace that neither begins a name nor is doubled stands for itself, so JSON needs little escaping.
    [GeneratedRegex(@"\{\{|\}\}|\{(?<name>[A-Za-z][A-Za-z0-9_.-]{0,99})\}")]
    private static partial Regex Placeholder();
}
