using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Publishing;

/// <summary>
/// The rows of one table as nodes work with them, brought up to date by what changed: a change of one key among a hundred thousand
/// reads one row. Every change of a row carries its revision; what was removed shows in the count.
/// </summary>
sealed class ReadRows<TRow, TPublished>(Func<TRow, TPublished> publish)
    where TRow : TenantRow
{
    readonly Dictionary<(string Tenant, string Id), TPublished> known = [];
    IReadOnlyList<TPublished> list = [];

    /// <param name="rows">All of the table, in the transaction of the read.</param>
    /// <param name="since">The revision of the read before; below 0: there is none to build on.</param>
    /// <param name="token">Cancels; the next read then takes up what this one missed.</param>
    /// <returns>The same list as before when nothing changed.</returns>
    public async Task<IReadOnlyList<TPublished>> RefreshAsync(IQueryable<TRow> rows, long since, CancellationToken token)
    {
        var changed = await rows.AsNoTracking().Where(row => row.Revision > since).ToListAsync(token);
        if (since < 0)
            known.Clear();
        foreach (var row in changed)
            known[(row.TenantId, row.Id)] = publish(row);

        // All rows that are there are known by now, so an equal count says that nothing else is.
        if (since >= 0 && await rows.CountAsync(token) != known.Count)
            return await RefreshAsync(rows, -1, token);
        if (changed.Count > 0 || since < 0)
            list = [.. known.Values];
        return list;
    }
}
