using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Hosting;

/// <summary>What a server says of itself.</summary>
/// <param name="Name">As people call it, such as <c>15.4</c>.</param>
/// <param name="Number">Its <c>server_version_num</c>: 150004 is 15.4.</param>
readonly record struct DatabaseVersion(string Name, int Number)
{
    /// <summary>The oldest major version; the schemas and their statements are tested with it and newer ones.</summary>
    public const int Oldest = 15;

    /// <summary>What is wrong with the version; null when the gateway can use it.</summary>
    public string? WhyNot => Number < Oldest * 10_000 ? $"PostgreSQL {Name} is too old: {Oldest} or newer is needed" : null;

    /// <summary>Asks the server.</summary>
    public static async Task<DatabaseVersion> OfAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(
            "/* gateway:version */ select split_part(current_setting('server_version'), ' ', 1), current_setting('server_version_num')::integer", connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        return new DatabaseVersion(reader.GetString(0), reader.GetInt32(1));
    }

    /// <summary>Refuses a server that is too old, before anything is made there.</summary>
    /// <param name="key">The configuration key that names it, for the message.</param>
    /// <param name="connectionString">Where it is.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="DatabaseSetupException">It is; an operator has to act.</exception>
    public static async Task CheckAsync(string key, string connectionString, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(token);
        (await OfAsync(connection, token)).Check(key);
    }

    /// <exception cref="DatabaseSetupException">It is too old.</exception>
    public void Check(string key)
    {
        if (WhyNot is { } reason)
            throw new DatabaseSetupException($"{key}: {reason}.");
    }
}
