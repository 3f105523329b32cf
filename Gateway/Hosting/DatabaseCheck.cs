using Gateway.Admin.Store;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Hosting;

/// <summary>
/// Looks at each database that the configuration names and says what it found, with <c>--check-database</c>: whether it answers, is new enough,
/// lets the roles be made, and which schema it has. Changes nothing.
/// </summary>
static class DatabaseCheck
{
    const string Gateway = DatabaseAddress.Key;
    const string Analytics = DatabaseAddress.EventsKey;

    /// <summary>Prints everything. Exit code 1 when a database cannot be used as it is.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var findings = await LookAsync(WebApplication.CreateSlimBuilder(args).Configuration, CancellationToken.None);
        foreach (var finding in findings)
            await (finding.IsProblem ? Console.Error : Console.Out).WriteLineAsync($"{finding.Key}: {finding.Text}");
        return findings.Any(finding => finding.IsProblem) ? 1 : 0;
    }

    public static async Task<IReadOnlyList<DatabaseFinding>> LookAsync(IConfiguration configuration, CancellationToken token)
    {
        var findings = new List<DatabaseFinding>();
        var (control, events) = (configuration[Gateway], configuration[Analytics]);
        var isSplit = events is { Length: > 0 } && events != control;
        if (control is { Length: > 0 })
            await LookAsync(Gateway, control, isSplit ? DatabaseParts.Control : DatabaseParts.All, findings, token);
        else
            findings.Add(new(Gateway, "not set: the gateway runs a PostgreSQL of its own in its data folder"));
        if (isSplit)
            await LookAsync(Analytics, events!, DatabaseParts.Analytics, findings, token);
        else
            findings.Add(new(Analytics, $"not set: events and their sums are in the database of {Gateway}"));
        return findings;
    }

    static async Task LookAsync(string key, string connectionString, DatabaseParts parts, List<DatabaseFinding> findings, CancellationToken token)
    {
        void Say(string text) => findings.Add(new(key, text));
        void Refuse(string text) => findings.Add(new(key, text, IsProblem: true));
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timeout = 5, Pooling = false };
            var found = await ServerAsync(settings.ConnectionString, token);
            Say($"{settings.Host} answers, PostgreSQL {found.Version.Name}, database {found.Database}, as {found.Login}");
            if (found.Version.WhyNot is { } reason)
            {
                Refuse(reason);
                return;
            }

            if (found.IsSuperuser)
                Say($"{found.Login} is a superuser, whom no row security holds back: use another login in production");
            await DatabaseRoles.TryAsync(settings.ConnectionString, parts, token);
            Say("the roles and schemas are there, or may be made");
            if (parts.HasFlag(DatabaseParts.Control))
                SaySchema("gateway", await StoreSchemaAsync(settings.ConnectionString, token));
            if (parts.HasFlag(DatabaseParts.Analytics))
            {
                var (applied, known) = await AnalyticsMigrations.StateAsync(settings.ConnectionString, token);
                SaySchema(AnalyticsDatabase.Schema, (applied == 0 ? null : $"{applied:0000}", $"{known:0000}"));
            }
        }
        catch (ArgumentException unreadable)
        {
            Refuse($"cannot be read: {unreadable.Message}");
        }
        catch (DatabaseSetupException refused)
        {
            Refuse(refused.Message);
        }
        catch (PostgresException refused)
        {
            Refuse($"answers and refuses: {refused.MessageText}");
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            Refuse($"does not answer: {away.InnerException?.Message ?? away.Message}");
        }

        void SaySchema(string name, (string? Applied, string Known) schema) => Say(schema switch
        {
            (null, _) => $"schema {name} is not there yet; the first start makes it",
            var (applied, known) when string.CompareOrdinal(applied, known) < 0 => $"schema {name} is at {applied}; the next start brings it to {known}",
            var (applied, known) when string.CompareOrdinal(applied, known) > 0 => $"schema {name} is at {applied}, newer than this gateway, which knows {known}",
            var (applied, _) => $"schema {name} is at {applied}, as this gateway needs it",
        });
    }

    static async Task<(DatabaseVersion Version, string Database, string Login, bool IsSuperuser)> ServerAsync(string connectionString, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(token);
        var version = await DatabaseVersion.OfAsync(connection, token);
        await using var command = new NpgsqlCommand("""
            /* gateway:check */
            select current_database()::text, current_user::text, rolsuper
            from pg_roles
            where rolname = current_user
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        return (version, reader.GetString(0), reader.GetString(1), reader.GetBoolean(2));
    }

    static async Task<(string? Applied, string Known)> StoreSchemaAsync(string connectionString, CancellationToken token)
    {
        await using var store = new GatewayStore(connectionString);
        return await store.SchemaAsync(token);
    }
}

/// <summary>Something that was found out about a database.</summary>
/// <param name="Key">The key that names it.</param>
/// <param name="Text">What.</param>
/// <param name="IsProblem">Whether the gateway cannot use it like this.</param>
sealed record DatabaseFinding(string Key, string Text, bool IsProblem = false);
