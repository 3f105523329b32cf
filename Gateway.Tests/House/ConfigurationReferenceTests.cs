using System.Globalization;
using NUnit.Framework;

namespace Gateway.Tests.House;

public sealed class ConfigurationReferenceTests
{
    [Test]
    public void The_reference_equals_the_option_classes() =>
        GeneratedFile.Check("docs/configuration.md", OptionReference.Markdown(OptionReference.Sections()));

    [Test]
    public void Every_section_and_key_has_a_doc_comment()
    {
        var silent = OptionReference.Sections().SelectMany(section =>
            section.Keys.Select(key => (key.Path, key.Summary)).Prepend((section.Path, section.Summary)));
        Assert.That(silent.Where(each => each.Summary.Length == 0).Select(each => each.Path), Is.Empty);
    }

    [Test]
    public void Every_key_says_its_default()
    {
        var wrong = from key in OptionReference.Sections().SelectMany(section => section.Keys)
                    where !Says(key)
                    select $"{key.Path}, default {key.Default ?? "none"}: {key.Summary}";
        Assert.That(wrong, Is.Empty);
    }

    // A doc comment may write a duration as people do: 15 s for 00:00:15.
    static bool Says(OptionKey key) =>
        key.Summary.Contains("default", StringComparison.OrdinalIgnoreCase)
        && (key.IsOfMachine || key.Default switch
        {
            null or IEnumerable<string> or Dictionary<string, string> => true,
            TimeSpan duration => new[] { OptionReference.Json(duration).Trim('"'), duration.ToString("c", CultureInfo.InvariantCulture), duration.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture), $"{duration.TotalSeconds:0.###} s" }
                .Any(form => key.Summary.Contains($"Default {form}", StringComparison.Ordinal)),
            var value => key.Summary.Contains(Convert.ToString(value, CultureInfo.InvariantCulture)!, StringComparison.OrdinalIgnoreCase),
        });
}
