using Npgsql;

namespace Gateway.Analytics.Storage;

/// <summary>A statement that only reads. Values go in as parameters, never as text.</summary>
public readonly record struct ReadStatement(string Sql, IReadOnlyList<NpgsqlParameter> Parameters);
