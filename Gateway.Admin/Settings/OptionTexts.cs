using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;

namespace Gateway.Admin.Settings;

/// <summary>What an option means, from the doc comment on it: the compiler writes these beside each assembly.</summary>
static class OptionTexts
{
    static readonly ConcurrentDictionary<Assembly, Dictionary<string, string>> Read = [];

    /// <summary>Empty where an assembly came without its file.</summary>
    public static string Meaning(PropertyInfo property) =>
        Read.GetOrAdd(property.DeclaringType!.Assembly, Of).GetValueOrDefault($"P:{property.DeclaringType.FullName}.{property.Name}", "");

    /// <summary>What is accepted, as people call it.</summary>
    public static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(string) => "text",
        var known when known == typeof(bool) => "true or false",
        var known when known == typeof(TimeSpan) => "duration, days.hours:minutes:seconds",
        var known when known == typeof(int) || known == typeof(long) => "whole number",
        var known when known == typeof(double) => "number",
        { IsEnum: true } known => string.Join(" or ", Enum.GetNames(known)),
        var known when typeof(IEnumerable<string>).IsAssignableFrom(known) => "list of texts",
        var known when typeof(IEnumerable).IsAssignableFrom(known) => "sections of its own",
        var other => other.Name,
    };

    static Dictionary<string, string> Of(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        return !File.Exists(file) ? [] : XDocument.Load(file)
            .Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("P:", StringComparison.Ordinal) && member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Line(member.Element("summary")!));
    }

    static string Line(XElement summary) => string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
