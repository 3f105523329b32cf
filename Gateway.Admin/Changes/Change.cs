using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Changes;

/// <summary>One change of the store while it is made: everything in it happens, or nothing.</summary>
sealed class Change(GatewayDb db, IProxyCheck proxy, Caller caller, long revision, int version, DateTimeOffset time)
{
    public GatewayDb Db { get; } = db;

    public IProxyCheck Proxy { get; } = proxy;

    /// <summary>Who changes: a grant goes no further than one's own.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The revision that this change makes.</summary>
    public long Revision { get; } = revision;

    /// <summary>The configuration version in force before it.</summary>
    public int Version { get; } = version;

    public DateTimeOffset Time { get; } = time;

    /// <summary>What documents may refer to, as it is after all that this change did so far.</summary>
    public References References { get; } = new(db);

    /// <summary>What is wrong so far. With any error nothing is stored.</summary>
    public FieldErrors Errors { get; } = new();

    /// <summary>Why it may not happen as things are, whatever the document says (409); null: nothing is in the way. Stores nothing then.</summary>
    public string? Conflict { get; set; }

    /// <summary>What is changed so far, for the version and the audit.</summary>
    public List<ChangeEntry> Entries { get; } = [];

    /// <summary>What is changed outside configuration versions: a key's secret or state, a token. No rollback undoes it.</summary>
    public List<ChangeEntry> Unversioned { get; } = [];

    /// <summary>What is changed that no node works with, such as a dashboard: it is audited, and nodes load nothing.</summary>
    public List<ChangeEntry> Apart { get; } = [];

    /// <summary>Whether there is anything that nodes have to load.</summary>
    public bool ReachesNodes => Entries.Count > 0 || Unversioned.Count > 0;

    /// <summary>Whether there is anything to store.</summary>
    public bool HasEffect => ReachesNodes || Apart.Count > 0;

    /// <summary>
    /// Runs a part that has to see the rows of all tenants, and stores it within this change; what follows sees what it saw before.
    /// Such a part names the tenant it is about in each of its predicates.
    /// </summary>
    public async Task AcrossTenantsAsync(Func<Task> part, CancellationToken token)
    {
        var own = await Db.Database.SqlQuery<string>($"/* gateway:session/tenant */ select current_setting('app.tenant') as \"Value\"").SingleAsync(token);
        await SeeAsync(GatewayStore.AllTenants, token);
        await part();
        await Db.SaveChangesAsync(token);
        // Not in a finally: where something failed the transaction is over.
        await SeeAsync(own, token);
    }

    Task SeeAsync(string tenant, CancellationToken token) =>
        Db.Database.ExecuteSqlAsync($"/* gateway:session/see */ select set_config('app.tenant', {tenant}, true)", token);

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

    /// <summary>Notes a change that makes no version and that no node loads.</summary>
    public void NoteApart(string collection, string tenant, string id, JsonNode? before, JsonNode? after, string? action = null)
    {
        if (action is not null || !JsonNode.DeepEquals(before, after))
            Apart.Add(new ChangeEntry(collection, tenant, id, before, after) { Action = action });
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
sealed record ChangeResult(FieldErrors Errors, IReadOnlyList<ChangeEntry> Entries, int Version)
{
    /// <inheritdoc cref="Change.Apart"/>
    public IReadOnlyList<ChangeEntry> Apart { get; init; } = [];

    /// <inheritdoc cref="Change.Conflict"/>
    public string? Conflict { get; init; }
}
