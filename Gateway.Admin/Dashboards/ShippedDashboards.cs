using System.Text.Json;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Dashboards;

/// <summary>
/// The dashboards that every tenant has from the beginning: the files of <c>Defaults</c>, embedded. They are read at start and
/// never copied into the store, so a newer version brings newer ones; what a tenant edited or removed is the tenant's.
/// To add one: a file <c>Defaults/&lt;id&gt;.json</c>, as the export of a dashboard gives it (smallest sibling: gateway.json).
/// </summary>
sealed class ShippedDashboards
{
    const string Place = "Gateway.Admin.Dashboards.Defaults.";

    /// <summary>What stands first in the list; the rest follows by title.</summary>
    public const string First = "overview";

    readonly Dictionary<string, DashboardDocument> byId;

    public ShippedDashboards(IEnumerable<DashboardDocument> dashboards) =>
        byId = dashboards.ToDictionary(each => each.Id, each => each with { Shipped = each.Id }, StringComparer.Ordinal);

    public IEnumerable<DashboardDocument> All => byId.Values;

    /// <summary>The embedded ones.</summary>
    /// <exception cref="InvalidOperationException">A file is not a dashboard; the message says which and why.</exception>
    public static ShippedDashboards Load()
    {
        var assembly = typeof(ShippedDashboards).Assembly;
        return new ShippedDashboards(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Place, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly.GetManifestResourceStream(name)!, name[Place.Length..])));
    }

    /// <summary>The shipped one with this id, as the tenant's; null: there is none.</summary>
    public DashboardDocument? Find(string id, string tenant) => byId.TryGetValue(id, out var shipped) ? shipped with { Tenant = tenant } : null;

    static DashboardDocument Read(Stream content, string file)
    {
        using (content)
        using (var json = JsonDocument.Parse(content))
        {
            var errors = new FieldErrors();
            if (DocumentReader.Read<DashboardDocument>(json.RootElement, errors) is { } document && file == $"{document.Id}.json")
                return document;
            errors.Add("id", "must be the name of the file");
            throw new InvalidOperationException($"Defaults/{file}: {string.Join("; ", errors.ToProblem().Select(each => $"{each.Key} {each.Value[0]}"))}");
        }
    }
}
