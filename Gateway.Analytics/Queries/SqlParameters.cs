using Npgsql;
using NpgsqlTypes;

namespace Gateway.Analytics.Queries;

/// <summary>Values of a statement. Each is added once and named <c>$1</c>, <c>$2</c> … in its text.</summary>
sealed class SqlParameters
{
    readonly List<NpgsqlParameter> list = [];

    public NpgsqlParameter[] ToArray() => [.. list];

    public string Add(string value) => Add(value, NpgsqlDbType.Text);

    public string Add(int value) => Add(value, NpgsqlDbType.Integer);

    public string Add(long value) => Add(value, NpgsqlDbType.Bigint);

    public string Add(DateTimeOffset value) => Add(value.UtcDateTime, NpgsqlDbType.TimestampTz);

    public string Add(int[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public string Add(long[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public string Add(Guid[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public string Add(string[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public string Add(DateTimeOffset[] values) =>
        Add(Array.ConvertAll(values, value => value.UtcDateTime), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);

    string Add(object value, NpgsqlDbType type)
    {
        list.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return $"${list.Count}";
    }
}
