using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>One connection inside one transaction that holds a role and a tenant. Disposing without a commit rolls back.</summary>
public sealed class DatabaseSession : IAsyncDisposable
{
    DatabaseSession(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (Connection, Transaction) = (connection, transaction);

    public NpgsqlConnection Connection { get; }

    public NpgsqlTransaction Transaction { get; }

    /// <summary>A command in this transaction. Values go in as parameters, never as text.</summary>
    public NpgsqlCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, Connection, Transaction);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken token, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(token);
    }

    public Task CommitAsync(CancellationToken token) => Transaction.CommitAsync(token);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    internal static async Task<DatabaseSession> OpenAsync(NpgsqlDataSource source, string role, string tenant, ReadLimits? limits, CancellationToken token)
    {
        var connection = await source.OpenConnectionAsync(token);
        try
        {
            var transaction = await connection.BeginTransactionAsync(token);
            var settings = SessionSettings.Of(role, tenant, limits);
            await using var command = new NpgsqlCommand(settings.Sql, connection, transaction);
            foreach (var parameter in settings.Parameters)
                command.Parameters.Add(parameter);
            await command.ExecuteNonQueryAsync(token);
            return new DatabaseSession(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
