using Gateway.Admin.Changes;

namespace Gateway.Admin.ConfigFiles;

/// <summary>Carries out edits of any collections as part of one change, by the same code that takes the one document.</summary>
static class Edits
{
    /// <summary>
    /// Makes and changes first, each after what it refers to, then removes in the other order. With errors the change is not to be
    /// stored; without, everything is in the transaction, so the database has checked what refers to what.
    /// </summary>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateException">Something that is not among the edits refers to what is removed, or a value is taken.</exception>
    public static async Task RunAsync(this Collections collections, IReadOnlyList<Edit> edits, Change change, CancellationToken token)
    {
        var parts = (
            from each in collections.All
            let own = edits.Where(edit => edit.Collection == each.Collection.Name).ToList()
            where own.Count > 0
            select (each.Collection, Puts: own.FindAll(edit => edit.Document is not null), Removals: own.FindAll(edit => edit.Document is null))).ToList();
        // What shall be gone is no longer there for others to refer to, though it is removed last.
        foreach (var (collection, _, removals) in parts)
            collection.Expect(removals, change);
        foreach (var (collection, puts, _) in parts)
            await collection.PutAllAsync(puts, change, token);
        if (change.Errors.Any)
            return;
        await change.Db.SaveChangesAsync(token);
        foreach (var (collection, _, removals) in Enumerable.Reverse(parts))
            await collection.RemoveAllAsync(removals, change, token);
        if (!change.Errors.Any && change.Conflict is null)
            await change.Db.SaveChangesAsync(token);
    }
}
