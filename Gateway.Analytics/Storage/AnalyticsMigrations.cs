using System.Reflection;
using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>
/// Brings the analytics schema to this version: the numbered SQL files beside this one, each once, in order, in a transaction
/// of its own, under an advisory lock so that nodes starting together do not meet. A schema that is ahead (a newer node runs)
/// is left alone: changes keep working with the version before.
/// </summary>
public static class AnalyticsMigrations
{
    const long LockKey = 0x67617465_616E6C79;

    /// <summary>Applies what is missing as the given login, which must be a member of the ingest role.</summary>
    public static async Task ApplyAsync(string connectionString, CancellationToken token)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(token);
        await ExecuteAsync(connection, null, $"select pg_advisory_lock({LockKey})", token);
        await ExecuteAsync(connection, null, $"set role {AnalyticsDatabase.IngestRole}", token);
        await ExecuteAsync(connection, null, $"set search_path to {AnalyticsDatabase.Schema}", token);
        await ExecuteAsync(connection, null, "create table if not exists migrations (number integer primary key, name text not null, applied timestamptz not null default now())", token);

        var applied = await AppliedAsync(connection, token);
        foreach (var (number, name, sql) in Files().Where(file => !applied.Contains(file.Number)))
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await ExecuteAsync(connection, transaction, sql, token);
            await using var note = new NpgsqlCommand("insert into migrations (number, name) values ($1, $2)", connection, transaction);
            note.Parameters.Add(new NpgsqlParameter { Value = number });
            note.Parameters.Add(new NpgsqlParameter { Value = name });
            await note.ExecuteNonQueryAsync(token);
            await transaction.CommitAsync(token);
        }
    }

    /// <summary>The newest change that is applied and the newest that this version knows; 0 where there is no schema yet.</summary>
    public static async Task<(int Applied, int Known)> StateAsync(string connectionString, CancellationToken token)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(token);
        var known = Files().Max(file => file.Number);
        await using var exists = new NpgsqlCommand($"/* gateway:migrations/exist */ select to_regnamespace('{AnalyticsDatabase.Schema}') is not null", connection);
        if (await exists.ExecuteScalarAsync(token) is not true)
            return (0, known);
        await ExecuteAsync(connection, null, $"set role {AnalyticsDatabase.IngestRole}", token);
        await ExecuteAsync(connection, null, $"set search_path to {AnalyticsDatabase.Schema}", token);
        exists.CommandText = "/* gateway:migrations/exist */ select to_regclass('migrations') is not null";
        return (await exists.ExecuteScalarAsync(token) is true ? (await AppliedAsync(connection, token)).DefaultIfEmpty().Max() : 0, known);
    }

    static async Task<HashSet<int>> AppliedAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select number from migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        var numbers = new HashSet<int>();
        while (await reader.ReadAsync(token))
            numbers.Add(reader.GetInt32(0));
        return numbers;
    }

    static IEnumerable<(int Number, string Name, string Sql)> Files()
    {
        var assembly = typeof(AnalyticsMigrations).Assembly;
        const string folder = "Gateway.Analytics.Storage.Migrations.";
        return from resource in assembly.GetManifestResourceNames()
               where resource.StartsWith(folder, StringComparison.Ordinal)
               let name = resource[folder.Length..^".sql".Length]
               let number = int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture)
               orderby number
               select (number, name, Read(assembly, resource));
    }

    static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(token);
    }
}
