using System.Collections.Concurrent;
using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Requests;

/// <summary>Names for those who ask every moment: one that was looked up holds for ten seconds.</summary>
sealed class RememberedNames(INameLookup names, TimeProvider time) : INameLookup
{
    /// <summary>Bounded by forgetting everything.</summary>
    const int Most = 10_000;

    static readonly TimeSpan Holds = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<(string Tenant, string Dimension, string Id), (string? Name, DateTimeOffset Until)> known = new();

    public async ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(
        string tenant, string dimension, IReadOnlyCollection<string> ids, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var missing = ids.Where(id => !known.TryGetValue((tenant, dimension, id), out var held) || held.Until <= now).ToList();
        if (missing.Count > 0)
        {
            var found = await names.NamesAsync(tenant, dimension, missing, token);
            if (known.Count + missing.Count > Most)
                known.Clear();
            foreach (var id in missing)
                known[(tenant, dimension, id)] = (found.GetValueOrDefault(id), now + Holds);
        }

        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (known.TryGetValue((tenant, dimension, id), out var held) && held.Name is { } name)
                all[id] = name;
        }

        return all;
    }
}
