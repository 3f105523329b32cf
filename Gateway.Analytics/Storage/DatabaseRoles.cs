using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>
/// The three roles without login that the product works as, and the schemas they own. Made on first start where the login may;
/// where it may not, the error carries the statements an administrator has to run once.
/// </summary>
public static class DatabaseRoles
{
    /// <summary>Writes and reads the control plane under row security; owns nothing.</summary>
    public const string Control = "gateway_control";

    /// <summary>Makes what is missing. Runs under an advisory lock: roles belong to the server, not to one database.</summary>
    /// <exception cref="DatabaseSetupException">The login may not make them; the message says what to run.</exception>
    public static Task EnsureAsync(string connectionString, DatabaseParts parts, CancellationToken token) => RunAsync(connectionString, parts, keep: true, token);

    /// <summary>Whether <see cref="EnsureAsync"/> could; changes nothing.</summary>
    /// <exception cref="DatabaseSetupException">It could not; the message says what to run.</exception>
    public static Task TryAsync(string connectionString, DatabaseParts parts, CancellationToken token) => RunAsync(connectionString, parts, keep: false, token);

    static async Task RunAsync(string connectionString, DatabaseParts parts, bool keep, CancellationToken token)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var login = new NpgsqlConnectionStringBuilder(connectionString).Username ?? "gateway";
        try
        {
            await using var command = new NpgsqlCommand(Script(login, parts), connection, transaction);
            await command.ExecuteNonQueryAsync(token);
            if (keep)
                await transaction.CommitAsync(token);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseSetupException(
                $"The database login '{login}' may not set up roles and schemas ({refused.MessageText}). Run this once as an administrator:\n\n{Script(login, parts)}",
                refused);
        }
    }

    static string Script(string login, DatabaseParts parts)
    {
        var (control, analytics) = (parts.HasFlag(DatabaseParts.Control), parts.HasFlag(DatabaseParts.Analytics));
        string[] names = [.. control ? new[] { Control } : [], .. analytics ? new[] { AnalyticsDatabase.IngestRole, AnalyticsDatabase.ReaderRole } : []];
        var quoted = '"' + login.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        var roles = string.Concat(names.Select(name => $"""
              if not exists (select from pg_roles where rolname = '{name}') then create role {name} nologin; end if;
              if not pg_has_role('{login.Replace("'", "''", StringComparison.Ordinal)}', '{name}', membership) then grant {name} to {quoted}; end if;

            """));
        var schemas = (control ? $"""
              if not exists (select from pg_namespace where nspname = 'gateway') then create schema gateway authorization {quoted}; end if;
              grant usage on schema gateway to {Control};

            """ : "") + (analytics ? $"""
              if not exists (select from pg_namespace where nspname = '{AnalyticsDatabase.Schema}') then create schema {AnalyticsDatabase.Schema} authorization {AnalyticsDatabase.IngestRole}; end if;
              grant usage on schema {AnalyticsDatabase.Schema} to {AnalyticsDatabase.ReaderRole};

            """ : "");
        return $"""
            do $setup$
            declare
              -- From PostgreSQL 16 on the maker of a role may administer it, but not take it, until it is granted.
              membership text := case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end;
            begin
              perform pg_advisory_xact_lock({0x67617465_726F6C65});
            {roles}{schemas}end $setup$;
            """;
    }
}

/// <summary>What a database is for.</summary>
[Flags]
public enum DatabaseParts
{
    /// <summary>The configuration, and all that people are.</summary>
    Control = 1,

    /// <summary>Events and their sums.</summary>
    Analytics = 2,

    All = Control | Analytics,
}

/// <summary>The database cannot be used as it is; the message says what to do.</summary>
public sealed class DatabaseSetupException(string message, Exception? cause = null) : Exception(message, cause);
