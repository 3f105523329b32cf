using System.Text.Json.Nodes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Changes;

/// <summary>One change of the store while it is made: everything in it happens, or nothing.</summary>
sealed class Change(GatewayDb db, IProxyCheck proxy, long revision, DateTimeOffset time)
{
    public GatewayDb Db { get; } = db;

    public IProxyCheck Proxy { get; } = proxy;

    /// <summary>The revision that this change makes.</summary>
    public long Revision { get; } = revision;

    public DateTimeOffset Time { get; } = time;

    /// <summary>What is wrong so far. With any error nothing is stored.</summary>
    public FieldErrors Errors { get; } = new();

    /// <summary>What is changed so far, for the version and the audit.</summary>
    public List<ChangeEntry> Entries { get; } = [];

    /// <summary>Whether nodes have to load anew although no version is made: a key's secret or state.</summary>
    public bool Touched { get; private set; }

    /// <summary>Notes a change outside configuration versions.</summary>
    public void Touch() => Touched = true;

    public void Note(string collection, string tenant, string id, JsonNode? before, JsonNode? after)
    {
        if (!JsonNode.DeepEquals(before, after))
            Entries.Add(new ChangeEntry(collection, tenant, id, before, after));
    }
}

/// <summary>One document before and after; null before it was made and after it was removed.</summary>
sealed record ChangeEntry(string Collection, string Tenant, string Id, JsonNode? Before, JsonNode? After);

/// <summary>What became of a change.</summary>
/// <param name="Version">Configuration version in force afterwards.</param>
sealed record ChangeResult(FieldErrors Errors, IReadOnlyList<ChangeEntry> Entries, int Version);
