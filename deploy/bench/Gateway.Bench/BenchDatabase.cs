using Gateway.Analytics.Storage;

namespace Gateway.Bench;

/// <summary>The database of a bench, which the one who runs it names: a bench fills it and never empties one.</summary>
static class BenchDatabase
{
    public const string Variable = "GATEWAY_BENCH_DB";

    public const string Help = "  --database TEXT  connection string of an empty PostgreSQL database; else the environment variable " + Variable;

    /// <summary>The connection string from the arguments or the environment; null when there is none.</summary>
    public static string? Named(Arguments arguments) => arguments.Text("database") ?? Environment.GetEnvironmentVariable(Variable);

    /// <summary>With the schema of this version in it.</summary>
    public static async Task<AnalyticsDatabase> OpenAsync(string connectionString, CancellationToken token)
    {
        await DatabaseRoles.EnsureAsync(connectionString, DatabaseParts.Analytics, token);
        await AnalyticsMigrations.ApplyAsync(connectionString, token);
        return new AnalyticsDatabase(connectionString);
    }

    public static Task<bool> IsEmptyAsync(AnalyticsDatabase database, CancellationToken token) =>
        ScalarAsync<bool>(database, "select not exists (select from events) and not exists (select from cells)", token);

    public static async Task RequireEmptyAsync(AnalyticsDatabase database, CancellationToken token)
    {
        if (!await IsEmptyAsync(database, token))
            throw new BenchException("The database holds events or cells already; name an empty one.");
    }

    public static async Task<T> ScalarAsync<T>(AnalyticsDatabase database, string sql, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await using var command = session.Command(sql);
        return (T)(await command.ExecuteScalarAsync(token))!;
    }
}
