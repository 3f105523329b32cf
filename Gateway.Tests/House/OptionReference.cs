using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Gateway.Analytics.Configuration;
using Gateway.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.House;

/// <summary>One key of the configuration, as its class describes it.</summary>
/// <param name="Path">Whole key, such as <c>Gateway:Ingest:BatchSize</c>.</param>
/// <param name="Summary">The doc comment as one line; empty when there is none.</param>
/// <param name="Default">The value of a fresh instance.</param>
/// <param name="IsOfMachine">Whether the default depends on the machine, so that no document can write it.</param>
sealed record OptionKey(string Path, string Name, Type Type, string Summary, object? Default, bool IsOfMachine);

/// <summary>A section with its keys.</summary>
/// <param name="Inner">What its keys hold when they hold more than a value: sections with names or numbers of their own.</param>
sealed record OptionSectionText(string Path, string Summary, IReadOnlyList<OptionKey> Keys, IReadOnlyList<OptionSectionText> Inner)
{
    /// <summary>This one and those inside, outermost first.</summary>
    public IEnumerable<OptionSectionText> All => Inner.SelectMany(inner => inner.All).Prepend(this);
}

/// <summary>Reads the options that the gateway registers and the doc comments beside its assemblies, and writes both documents.</summary>
static class OptionReference
{
    /// <summary>All sections in the order of their registration.</summary>
    public static IReadOnlyList<OptionSectionText> Sections()
    {
        using var services = new ServiceCollection()
            .AddSections(new ConfigurationBuilder().Build())
            .BuildServiceProvider();
        return [.. services.GetServices<OptionSection>().Select(Read)];
    }

    public static string Markdown(IReadOnlyList<OptionSectionText> sections)
    {
        var text = new StringBuilder();
        text.Append("""
            # Configuration

            Generated from the option classes; a test holds this page equal to them.

            Keys come from `appsettings.json` in the working directory, then the environment, then the command line; the later one wins.
            In the environment a colon is written as two underscores: `Gateway__Proxy__Urls`. On the command line: `--Gateway:Proxy:Urls=http://*:9080`.
            Entries of a list are numbered: `Gateway:TrustedProxies:0`. Durations are `hours:minutes:seconds`.
            `Gateway --check-config` prints every error and exits with 1. [appsettings.example.json](../appsettings.example.json) holds every key.

            Two sections are not the gateway's own: `ConnectionStrings:Gateway` is the PostgreSQL connection string (15 or newer; without it the gateway runs an embedded server),
            `ConnectionStrings:Analytics` one for events and their sums alone (without it they are in the same database; `Gateway --check-database` looks at both),
            and `Serilog` is read by Serilog. [operations.md](operations.md) explains both.

            """);
        foreach (var section in sections.SelectMany(section => section.All))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(section.Path.Contains('<', StringComparison.Ordinal) ? $"`{section.Path}`" : section.Path)}\n\n{section.Summary}\n\n| key | type | default | meaning |\n|---|---|---|---|\n");
            foreach (var key in section.Keys)
                text.Append(CultureInfo.InvariantCulture, $"| `{key.Path}` | {TypeName(key.Type)} | {DefaultText(key)} | {key.Summary.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return text.ToString();
    }

    /// <summary>The example: JSON with comments, each key with its default.</summary>
    public static string Example(IReadOnlyList<OptionSectionText> sections)
    {
        var text = new StringBuilder();
        text.Append("""
            // Every key of the gateway with its default. Copy what you change into appsettings.json in the working directory.
            // Generated from the option classes; docs/configuration.md is the reference.
            {
              // PostgreSQL, 15 or newer. Default: none, and the gateway runs an embedded server in its data folder.
              // "ConnectionStrings": { "Gateway": "Host=db.example.com;Database=gateway;Username=gateway;Password=<password>;SSL Mode=VerifyFull" },
              // "Analytics" beside it: a server of its own for events and their sums. Default: none, and they are in the same database.

              // Logging is Serilog's own section. Default: the console, from Information on.
              // "Serilog": { "MinimumLevel": { "Default": "Information" } },


            """);
        var root = sections.Single(section => !section.Path.Contains(':', StringComparison.Ordinal));
        var below = sections.Where(section => section != root).ToList();
        text.Append(CultureInfo.InvariantCulture, $"  \"{root.Path}\": {{\n");
        Keys(text, root.Keys, "    ", isLast: below.Count == 0);
        foreach (var section in below)
        {
            // A section deeper down stands alone in the ones above it.
            var names = section.Path.Split(':')[1..];
            text.Append(CultureInfo.InvariantCulture, $"\n    // {Plain(section.Summary)}\n    {string.Join(' ', names.Select(name => $"\"{name}\": {{"))}\n");
            Keys(text, section.Keys, "      ", isLast: true);
            text.Append(CultureInfo.InvariantCulture, $"    {string.Join(' ', names.Select(_ => "}"))}{(section == below[^1] ? "" : ",")}\n");
        }

        return text.Append("  }\n}\n").ToString();
    }

    static void Keys(StringBuilder text, IReadOnlyList<OptionKey> keys, string indent, bool isLast)
    {
        foreach (var key in keys)
        {
            var comma = isLast && key == keys[^1] ? "" : ",";
            text.Append(CultureInfo.InvariantCulture, $"{indent}// {Plain(key.Summary)}\n");
            text.Append(key.IsOfMachine
                ? $"{indent}// \"{key.Name}\": \"gateway-1\",\n"
                : $"{indent}\"{key.Name}\": {Json(key.Default)}{comma}\n");
        }
    }

    /// <summary>The value as the configuration reads it.</summary>
    public static string Json(object? value) => value switch
    {
        TimeSpan duration => $"\"{Duration(duration)}\"",
        IDictionary => "{}",
        Enum name => $"\"{name}\"",
        IEnumerable<string> list => JsonSerializer.Serialize(list),
        string text => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
        _ => JsonSerializer.Serialize(value),
    };

    static OptionSectionText Read(OptionSection section)
    {
        var fresh = Activator.CreateInstance(section.Type)!;
        var documents = XDocument.Load(Path.ChangeExtension(section.Type.Assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => Line(member.Element("summary")));
        var properties = OptionSections.Keys(section.Type).ToList();
        return new OptionSectionText(
            section.Path,
            documents.GetValueOrDefault($"T:{section.Type.FullName}", ""),
            [.. properties.Select(property => Key(section, property, fresh, documents))],
            [.. from property in properties
                let held = Held(property.PropertyType)
                where held is not null
                select Read(new OptionSection($"{section.Path}:{property.Name}:{(IsNamed(property.PropertyType) ? "<name>" : "<number>")}", held))]);
    }

    static bool IsNamed(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>);

    /// <summary>The class of which a key holds several; null for a value or a list of texts.</summary>
    static Type? Held(Type type) =>
        type.IsGenericType && type.GetGenericArguments()[^1] is { IsClass: true } held && held != typeof(string) ? held : null;

    static OptionKey Key(OptionSection section, PropertyInfo property, object fresh, Dictionary<string, string> documents)
    {
        var value = property.GetValue(fresh);
        return new OptionKey(
            $"{section.Path}:{property.Name}",
            property.Name,
            property.PropertyType,
            documents.GetValueOrDefault($"P:{section.Type.FullName}.{property.Name}", ""),
            value,
            IsOfMachine: value is string text && text == Environment.MachineName);
    }

    /// <summary>A summary in one line of Markdown.</summary>
    static string Line(XElement? summary) => summary is null ? "" : string.Join(' ', string.Concat(summary.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
        XElement element => element.Value,
        _ => node.ToString(),
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string Plain(string markdown) => markdown.Replace("`", "", StringComparison.Ordinal);

    static string TypeName(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(string) => "text",
        var known when known == typeof(bool) => "true or false",
        var known when known == typeof(TimeSpan) => "duration",
        var known when known == typeof(int) || known == typeof(long) => "whole number",
        var known when known == typeof(double) => "number",
        var known when known == typeof(Dictionary<string, string>) => "texts by name",
        { IsEnum: true } known => string.Join(" or ", Enum.GetNames(known)),
        var known when typeof(IEnumerable<string>).IsAssignableFrom(known) => "list of texts",
        var known when Held(known) is not null => IsNamed(known) ? "sections by name, see below" : "list of sections, see below",
        var other => throw new NotSupportedException($"{other} is no type of a key yet; name it here as people say it."),
    };

    static string DefaultText(OptionKey key) => key switch
    {
        { IsOfMachine: true } => "the host's name",
        { Default: null or "" or IEnumerable<string> or ICollection } => "none",
        { Default: TimeSpan duration } => $"`{Duration(duration)}`",
        { Default: bool flag } => flag ? "`true`" : "`false`",
        _ => $"`{Convert.ToString(key.Default, CultureInfo.InvariantCulture)}`",
    };

    static string Duration(TimeSpan duration)
    {
        var text = duration.ToString("c", CultureInfo.InvariantCulture);
        return duration.Ticks % TimeSpan.TicksPerSecond != 0 ? text.TrimEnd('0') : text;
    }
}
