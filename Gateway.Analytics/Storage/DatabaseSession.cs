using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>One connection inside one transaction that holds a role and a tenant. Disposing without a commit rolls back.</summary>
public sealed class DatabaseSession : IAsyncDisposable
{
    const string Plain = "/* gateway:session */ select set_config('role', $1, true), set_config('app.tenant', $2, true)";

    /// <summary>Compiling a statement takes longer than it saves: percentiles over a million rows in 120 buckets came down from 1.5 s to 0.7 s without.</summary>
    const string Limited = """
        /* gateway:session */ select set_config('role', $1, true), set_config('app.tenant', $2, true), set_config('statement_timeout', $3, true),
          set_config('work_mem', coalesce($4, current_setting('work_mem')), true), set_config('jit', 'off', true)
        """;

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
            // set_config('role', …, true) is SET LOCAL ROLE as a function: all settings in one round trip.
            await using var command = new NpgsqlCommand(limits is null ? Plain : Limited, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter { Value = role });
            command.Parameters.Add(new NpgsqlParameter { Value = tenant });
            if (limits is { } set)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = $"{Math.Max(1, (long)set.Timeout.TotalMilliseconds)}" });
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)set.WorkMemory ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            }

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
