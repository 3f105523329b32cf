using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Makes the cells of a day out of those of its hours, or of any bucket out of several rows for each scope, one scope after the other. Exact but for one thing: a value that an hour
/// put under "(other)" stays there.
/// </summary>
sealed class DayFold(int valuesPerCell)
{
    const int FirstDimension = 6;

    static readonly IReadOnlyList<MatrixEntry> Entries =
        ScopePlan.Of(Grain.Day, 1, Enum.GetValues<ScopeKind>()).Entries;

    static readonly Dictionary<ScopeKind, ScopePlan> Plans = Enum.GetValues<ScopeKind>().ToDictionary(kind => kind, kind => ScopePlan.Of(Grain.Day, 1, kind));

    static readonly string Columns =
        $"scope_kind, tenant, scope_id, total, total_times, users, {string.Join(", ", Entries.Select(entry => entry.Times == CellTimes.None ? $"{entry.Dimension.Column}, null::bytea" : $"{entry.Dimension.Column}, {entry.Dimension.TimesColumn}"))}";

    /// <summary>Adds the cells of the day to the rows that will be written.</summary>
    public Task RunAsync(DatabaseSession session, DateTime day, CellEncoder encoder, CancellationToken token) =>
        MergeAsync(session, "cells", [Grain.Hour], Grain.Day, day, encoder, token);

    /// <summary>Adds the cells of one bucket, made of the rows of finer grains or of its own in it, to the rows that will be written.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="table"><c>cells</c>, or a table of their form.</param>
    /// <param name="grains">Which rows.</param>
    /// <param name="grain">Of the bucket; not quarters, whose rows hold an hour of them.</param>
    /// <param name="bucket">Its beginning.</param>
    /// <param name="encoder">Takes the cells.</param>
    /// <param name="token">Cancels.</param>
    public async Task MergeAsync(DatabaseSession session, string table, Grain[] grains, Grain grain, DateTime bucket, CellEncoder encoder, CancellationToken token)
    {
        await using var command = session.Command(
            $"""
            /* gateway:folds/merge */
            select {Columns}
            from {table}
            where grain = any($1) and bucket >= $2 and bucket < $3
            order by tenant, scope_kind, scope_id
            """,
            new NpgsqlParameter { Value = grains.Select(each => (short)each).ToArray() },
            new NpgsqlParameter { Value = bucket },
            new NpgsqlParameter { Value = bucket + grain.Length });
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
                encoder.Write(grain, bucket, scope.Kind, scope.Tenant, scope.Id, of.Total(), of.Users, of.Values);
        }
    }

    /// <summary>The same of the quarters of an hour.</summary>
    public async Task MergeQuartersAsync(DatabaseSession session, string table, DateTime hour, CellEncoder encoder, CancellationToken token)
    {
        await using var command = session.Command(
            $"""
            /* gateway:folds/merge-quarters */
            select scope_kind, tenant, scope_id, total, total_times
            from {table}
            where grain = $1 and bucket = $2
            """,
            new NpgsqlParameter { Value = (short)Grain.Quarter },
            new NpgsqlParameter { Value = hour });
        await using var reader = await command.ExecuteReaderAsync(token);
        var scopes = new Dictionary<(ScopeKind Kind, string Tenant, string Id), TotalTally[]>();
        var row = new CellRow(new CellTexts());
        while (await reader.ReadAsync(token))
        {
            var scope = ((ScopeKind)reader.GetInt16(0), reader.GetString(1), reader.GetString(2));
            if (!scopes.TryGetValue(scope, out var quarters))
                scopes.Add(scope, quarters = [new(), new(), new(), new()]);
            row.Read(reader.GetFieldValue<byte[]>(3), default);
            ReadTimes(reader, 4, row);
            var numbers = row.Keys.ToArray();
            for (var value = 0; value < numbers.Length; value++)
            {
                row.ShowQuarter(hour, value);
                quarters[numbers[value]].Merge(row);
            }
        }

        foreach (var (scope, quarters) in scopes)
            encoder.WriteQuarters(hour, scope.Kind, scope.Tenant, scope.Id, quarters);
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
