using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>Writes rows of cells that were encoded into the buffer.</summary>
sealed class CellTable(CopyBuffer copy)
{
    /// <summary>Begins anew.</summary>
    public void Begin()
    {
        copy.Clear();
        copy.Begin();
    }

    /// <summary>Adds what was encoded since <see cref="Begin"/> to a table.</summary>
    /// <param name="session">Its transaction is gone when this throws.</param>
    /// <param name="table"><c>cells</c> or one of their form.</param>
    /// <param name="token">Cancels.</param>
    public async Task StoreAsync(DatabaseSession session, string table, CancellationToken token)
    {
        copy.End();
        await CopiedRows.SendAsync(session, $"copy /* gateway:cells/copy */ {table} ({string.Join(", ", CellEncoder.Columns)}) from stdin (format binary)", copy, token);
    }

    public static Task<int> DeleteAsync(DatabaseSession session, Grain grain, DateTime from, DateTime to, CancellationToken token) => session.ExecuteAsync(
        "/* gateway:cells/delete */ delete from cells where grain = $1 and bucket >= $2 and bucket < $3",
        token,
        new NpgsqlParameter { Value = (short)grain },
        new NpgsqlParameter { Value = from },
        new NpgsqlParameter { Value = to });
}
