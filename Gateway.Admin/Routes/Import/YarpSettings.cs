using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;

namespace Gateway.Admin.Routes.Import;

/// <summary>A YARP section as documents of this gateway; each of its settings is kept, or refused by name.</summary>
sealed class YarpSettings
{
    readonly Dictionary<string, string> clusterIds = [];

    YarpSettings(SettingsNode section)
    {
        if (section.Object("Clusters") is { } clusters)
        {
            foreach (var (name, node) in clusters.Objects())
                Clusters.Add(YarpCluster.Read(node, clusterIds[name] = IdOf(name, Clusters.Select(cluster => cluster.Id)), this));
        }

        if (section.Object("Routes") is { } routes)
        {
            foreach (var (name, node) in routes.Objects())
            {
                if (YarpRoute.Read(node, IdOf(name, Routes.Select(route => route.Id)), this) is { } route)
                    Routes.Add(route);
            }
        }

        section.Close();
    }

    public List<ClusterDocument> Clusters { get; } = [];

    public List<RouteDocument> Routes { get; } = [];

    /// <summary>Ids that had to change, the old one to the new.</summary>
    public SortedDictionary<string, string> Renamed { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a file, its section or what that holds; what does not belong to the proxy, such as logging, is none of our business.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static YarpSettings? Read(string text, FieldErrors refused, FieldErrors errors)
    {
        using var file = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
        if (!StorableInput.IsSound(file.RootElement, errors, "settings") || file.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        var whole = new SettingsNode(file.RootElement, "", refused);
        if (whole.Object("ReverseProxy") is { } section)
            return new YarpSettings(section);
        return file.RootElement.EnumerateObject().Any(property => property.NameEquals("Routes") || property.NameEquals("Clusters")) ? new YarpSettings(whole) : null;
    }

    /// <summary>The id of a cluster by its old name; the name itself where there is no such cluster, which is refused when it is stored.</summary>
    public string ClusterId(string name) => clusterIds.GetValueOrDefault(name, name);

    /// <summary>The nearest id to a name, another one than those given.</summary>
    public string IdOf(string name, IEnumerable<string> given)
    {
        var letters = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '-');
        var plain = string.Concat(letters).Trim('-', '.', '_');
        var id = plain.Length == 0 ? "imported" : plain[..Math.Min(plain.Length, 60)];
        var others = given.ToHashSet();
        var free = id;
        for (var number = 2; others.Contains(free); number++)
            free = $"{id}-{number}";
        if (free != name)
            Renamed[name] = free;
        return free;
    }
}
