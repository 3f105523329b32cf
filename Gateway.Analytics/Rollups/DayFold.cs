using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Makes the cells of a day out of those of its hours, one scope after the other. Exact but for one thing: a value that an hour
/// put under "(other)" stays there.
/// </summary>
sealed class DayFold(int valuesPerCell)
{
    const int FirstDimension = 6;

    static readonly IReadOnlyList<MatrixEntry> Entries =
        ScopePlan.Of(Grain.Day, 1, Enum.GetValues<ScopeKind>()).Entries;

    static readonly Dictionary<ScopeKind, ScopePlan> Plans = Enum.GetValues<ScopeKind>().ToDictionary(kind => kind, kind => ScopePlan.Of(Grain.Day, 1, kind));

    static readonly string Sql = $"""
        /* gateway:folds/hours */
        select scope_kind, tenant, scope_id, total, total_times, users, {string.Join(", ", Entries.Select(entry => entry.Times == CellTimes.None ? $"{entry.Dimension.Column}, null::bytea" : $"{entry.Dimension.Column}, {entry.Dimension.TimesColumn}"))}
        from cells
        where grain = $1 and bucket >= $2 and bucket < $3
        order by tenant, scope_kind, scope_id
        """;

    /// <summary>Adds the cells of the day to the rows that will be written.</summary>
    public async Task RunAsync(DatabaseSession session, DateTime day, CellEncoder encoder, CancellationToken token)
    {
        await using var command = session.Command(
            Sql,
            new NpgsqlParameter { Value = (short)Grain.Hour },
            new NpgsqlParameter { Value = day },
            new NpgsqlParameter { Value = day.AddDays(1) });
        await using var reader = await command.ExecuteReaderAsync(token);
        (ScopeKind Kind, string Tenant, string Id) current = default;
        ScopeTally? tally = null;
        var texts = new CellTexts();
        while (await reader.ReadAsync(token))
        {
            var scope = ((ScopeKind)reader.GetInt16(0), reader.GetString(1), reader.GetString(2));
            if (tally is null || scope != current)
            {
                Write(current, tally);
                (current, tally, texts) = (scope, new ScopeTally(Plans[scope.Item1], new FoldBudget(valuesPerCell)), new CellTexts());
            }

            Merge(reader, tally, texts);
        }

        Write(current, tally);

        void Write((ScopeKind Kind, string Tenant, string Id) scope, ScopeTally? of)
        {
            if (of is not null)
                encoder.Write(Grain.Day, day, scope.Kind, scope.Tenant, scope.Id, of.Total(), of.Users, of.Values);
        }
    }

    static void Merge(NpgsqlDataReader reader, ScopeTally tally, CellTexts texts)
    {
        var row = new CellRow(texts);
        var total = reader.GetFieldValue<byte[]>(3);
        row.Read(total, default);
        ReadTimes(reader, 4, row);
        tally.Parts[0].Merge(row);
        if (!reader.IsDBNull(5))
            tally.Users?.Merge(reader.GetFieldValue<byte[]>(5).AsSpan());
        foreach (var values in tally.Values)
        {
            var column = FirstDimension + 2 * Place(values.Dimension);
            if (reader.IsDBNull(column))
                continue;
            row.Read(reader.GetFieldValue<byte[]>(column), total);
            ReadTimes(reader, column + 1, row);
            values.Merge(row, texts);
        }
    }

    static void ReadTimes(NpgsqlDataReader reader, int column, CellRow row)
    {
        if (reader.IsDBNull(column))
            return;
        var bytes = reader.GetFieldValue<byte[]>(column);
        row.ReadTimes(bytes, bytes.Length);
    }

    static int Place(CellDimension dimension)
    {
        for (var place = 0; place < Entries.Count; place++)
        {
            if (Entries[place].Dimension == dimension)
                return place;
        }

        throw new ArgumentException($"The hours have no {dimension}.", nameof(dimension));
    }
}
