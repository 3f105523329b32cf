using System.Text.Json;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Alerts;

/// <summary>
/// The alerts that one may begin with: the files of <c>Templates</c>, embedded. They are never in force by themselves.
/// To add one: a file <c>Templates/&lt;id&gt;.json</c>, as <c>POST /alerts</c> takes it (smallest sibling: no-traffic.json).
/// </summary>
sealed class AlertTemplates
{
    const string Place = "Gateway.Admin.Alerts.Templates.";

    /// <summary>Looks at the gateway itself that only the platform's alerts may take.</summary>
    static readonly string[] Platform = ["databaseAway", "spoolBytes"];

    public IReadOnlyList<AlertTemplate> All { get; } = Load();

    /// <exception cref="InvalidOperationException">A file is no alert; the message says which and why.</exception>
    static List<AlertTemplate> Load()
    {
        var assembly = typeof(AlertTemplates).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Place, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly.GetManifestResourceStream(name)!, name[Place.Length..]))];
    }

    static AlertTemplate Read(Stream content, string file)
    {
        using (content)
        using (var json = JsonDocument.Parse(content))
        {
            var errors = new FieldErrors();
            if (DocumentReader.Read<AlertDocument>(json.RootElement, errors) is { } alert && file == $"{alert.Id}.json")
                return new AlertTemplate(alert.Id, alert.Name, alert.Description ?? "", Platform.Contains(alert.When.Health), alert);
            errors.Add("id", "must be the name of the file");
            throw new InvalidOperationException($"Templates/{file}: {string.Join("; ", errors.ToProblem().Select(each => $"{each.Key} {each.Value[0]}"))}");
        }
    }
}

/// <summary>An alert to begin with.</summary>
/// <param name="OfPlatform">Whether it is for the platform alone.</param>
sealed record AlertTemplate(string Id, string Name, string Description, bool OfPlatform, AlertDocument Alert);
