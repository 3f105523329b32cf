using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Changes;

/// <summary>One change of the store while it is made: everything in it happens, or nothing.</summary>
sealed class Change(GatewayDb db, IProxyCheck proxy, Caller caller, long revision, DateTimeOffset time)
{
    public GatewayDb Db { get; } = db;

    public IProxyCheck Proxy { get; } = proxy;

    /// <summary>Who changes: a grant goes no further than one's own.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The revision that this change makes.</summary>
    public long Revision { get; } = revision;

    public DateTimeOffset Time { get; } = time;

    /// <summary>What is wrong so far. With any error nothing is stored.</summary>
    public FieldErrors Errors { get; } = new();

    /// <summary>What is changed so far, for the version and the audit.</summary>
    public List<ChangeEntry> Entries { get; } = [];

    /// <summary>What is changed outside configuration versions: a key's secret or state, a token. No rollback undoes it.</summary>
    public List<ChangeEntry> Unversioned { get; } = [];

    /// <summary>Whether there is anything to store.</summary>
    public bool HasEffect => Entries.Count > 0 || Unversioned.Count > 0;

    public void Note(string collection, string tenant, string id, JsonNode? before, JsonNode? after)
    {
        if (!JsonNode.DeepEquals(before, after))
            Entries.Add(new ChangeEntry(collection, tenant, id, before, after));
    }

    /// <summary>Notes a change that makes no version; nodes load it all the same.</summary>
    public void NoteUnversioned(string collection, string tenant, string id, JsonNode? before, JsonNode? after, string? action = null)
    {
        if (action is not null || !JsonNode.DeepEquals(before, after))
            Unversioned.Add(new ChangeEntry(collection, tenant, id, before, after) { Action = action });
    }
}

/// <summary>One document before and after; null before it was made and after it was removed.</summary>
sealed record ChangeEntry(string Collection, string Tenant, string Id, JsonNode? Before, JsonNode? After)
{
    /// <summary>What was done, where it is more than make, change or remove.</summary>
    [JsonIgnore]
    public string? Action { get; init; }
}

/// <summary>What became of a change.</summary>
/// <param name="Version">Configuration version in force afterwards.</param>
sealed record ChangeResult(FieldErrors Errors, IReadOnlyList<ChangeEntry> Entries, int Version);
