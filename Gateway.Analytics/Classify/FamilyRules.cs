using System.Diagnostics;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Gateway.Analytics.Classify;

/// <summary>
/// One section of uap-core's list: expressions in order, the first that matches names the family. Interpreted: compiling some
/// hundred expressions costs seconds and they run only for user agents not seen before.
/// </summary>
sealed partial class FamilyRules
{
    // For all expressions together, and as wide for the same reason; half a millisecond is usual.
    static readonly TimeSpan SearchLimit = TimeSpan.FromSeconds(2);

    readonly List<(Regex Regex, string? Replacement)> rules = [];

    FamilyRules(YamlSequenceNode section, string replacementKey)
    {
        foreach (var rule in section.Children.Cast<YamlMappingNode>())
        {
            var options = RegexOptions.CultureInvariant | (Text(rule, "regex_flag") == "i" ? RegexOptions.IgnoreCase : RegexOptions.None);
            rules.Add((new Regex(Text(rule, "regex")!, options, UserAgentClassifier.MatchLimit), Text(rule, replacementKey)));
        }
    }

    /// <summary>The rules for browsers and for operating systems.</summary>
    public static (FamilyRules Browsers, FamilyRules Systems) Load()
    {
        using var reader = new StreamReader(ClassifyData.Open("regexes.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        return (
            new((YamlSequenceNode)root.Children["user_agent_parsers"], "family_replacement"),
            new((YamlSequenceNode)root.Children["os_parsers"], "os_replacement"));
    }

    /// <summary>The family's name; null when no rule matches.</summary>
    /// <exception cref="RegexMatchTimeoutException">The user agent is made to be slow.</exception>
    public string? Find(string userAgent)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var (regex, replacement) in rules)
        {
            if (Stopwatch.GetElapsedTime(start) > SearchLimit)
                throw new RegexMatchTimeoutException(userAgent, regex.ToString(), SearchLimit);
            var match = regex.Match(userAgent);
            if (!match.Success)
                continue;
            var family = replacement is null ? match.Groups[1].Value : Group().Replace(replacement, group => match.Groups[group.ValueSpan[1] - '0'].Value);
            return family.Trim();
        }

        return null;
    }

    static string? Text(YamlMappingNode rule, string key) => rule.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    [GeneratedRegex(@"\$[1-9]")]
    private static partial Regex Group();
}
