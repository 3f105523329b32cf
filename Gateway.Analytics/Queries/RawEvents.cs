using System.Globalization;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Queries;

/// <summary>Reads cells from raw events: exact, and as slow as the rows are many.</summary>
sealed class RawEvents(AnalyticsDatabase database, QueryOptions options)
{
    public async Task<Cells> ReadAsync(QueryScope scope, CellRead read, DateTimeOffset until, CancellationToken token) =>
        (await ReadAsync(scope, [read], until, token))[0];

    /// <summary>The cells of each read. Several have to be of one window and equal conditions: the rows are looked for once.</summary>
    public async Task<IReadOnlyList<Cells>> ReadAsync(QueryScope scope, IReadOnlyList<CellRead> reads, DateTimeOffset until, CancellationToken token)
    {
        var parameters = new SqlParameters();
        var sql = RawRows.Union("cells", scope, reads, parameters, (rows, number) =>
        {
            var read = reads[number];
            return $"""
                select {number}, cells.b, cells.band, cells.position, cells.t, cells.k::text, cells.is_total, array[{string.Join(", ", read.Parts.Select(part => $"cells.{part.Name}"))}]
                from (
                {new RawStatement(rows, read, until, parameters).Build()}) as cells (b, band, position, t, k, is_total, {string.Join(", ", read.Parts.Select(part => part.Name))})
                """;
        });
        await using var reading = await AskAsync(scope, [new ReadStatement(sql, parameters.ToArray())], token);
        var reader = reading.Reader;
        var cells = reads.Select(_ => new List<Cell>()).ToList();
        while (await reader.ReadAsync(token))
            cells[reader.GetInt32(0)].Add(Cell(reader, reads[reader.GetInt32(0)].By));
        return [.. reads.Zip(cells, (read, found) => new Cells(read.Parts, found))];
    }

    static Cell Cell(NpgsqlDataReader reader, Dimension? by) => new(
        reader.IsDBNull(1) ? 0 : reader.GetInt32(1) - 1,
        reader.GetInt32(2),
        reader.IsDBNull(3) ? 0 : (int)reader.GetInt64(3),
        reader.IsDBNull(4) ? default : new CellKey(reader.GetString(4), by is { IsText: false } ? int.Parse(reader.GetString(5), CultureInfo.InvariantCulture) : reader.GetString(5)),
        reader.GetInt32(6) == 1,
        reader.GetFieldValue<double?[]>(7));

    /// <summary>
    /// With limits. Percentiles sort: 32 MB keeps a million durations out of temporary files (0.63 s with the default of 4 MB,
    /// 0.43 s with this, one million rows on two cores).
    /// </summary>
    public Task<DatabaseReading> AskAsync(QueryScope scope, IEnumerable<ReadStatement> statements, CancellationToken token) =>
        database.ReadAsync(scope.Tenant, new ReadLimits(options.StatementTimeout, WorkMemory: "32MB"), statements, token);
}
