using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>
/// The results of some statements that went to the database together, in one round trip: role, tenant and limits are set and the
/// statements run in the one transaction that the server makes of them.
/// </summary>
public sealed class DatabaseReading : IAsyncDisposable
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlBatch batch;

    DatabaseReading(NpgsqlConnection connection, NpgsqlBatch batch, NpgsqlDataReader reader) =>
        (this.connection, this.batch, Reader) = (connection, batch, reader);

    /// <summary>Stands before the rows of the first statement; <see cref="NpgsqlDataReader.NextResultAsync(CancellationToken)"/> goes on to the next one's.</summary>
    public NpgsqlDataReader Reader { get; }

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }

    internal static async Task<DatabaseReading> OpenAsync(
        NpgsqlDataSource source, string role, string tenant, ReadLimits limits, IEnumerable<ReadStatement> statements, CancellationToken token)
    {
        var connection = await source.OpenConnectionAsync(token);
        var batch = new NpgsqlBatch(connection);
        NpgsqlDataReader? reader = null;
        try
        {
            foreach (var statement in statements.Prepend(SessionSettings.Of(role, tenant, limits)))
            {
                var command = new NpgsqlBatchCommand(statement.Sql);
                foreach (var parameter in statement.Parameters)
                    command.Parameters.Add(parameter);
                batch.BatchCommands.Add(command);
            }

            reader = await batch.ExecuteReaderAsync(token);
            await reader.NextResultAsync(token);
            return new DatabaseReading(connection, batch, reader);
        }
        catch
        {
            if (reader is not null)
                await reader.DisposeAsync();
            await batch.DisposeAsync();
            await connection.DisposeAsync();
            throw;
        }
    }
}
