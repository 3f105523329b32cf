using System.Runtime.CompilerServices;
using Gateway.Analytics.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Analytics.Rollups;

/// <summary>Reads cells as the reader's role, under row security.</summary>
public sealed class CellReader(AnalyticsDatabase database)
{
    /// <summary>For callers who wait as long as it takes; the command's own time-out stands.</summary>
    static readonly TimeSpan NoLimit = TimeSpan.FromHours(1);

    /// <summary>
    /// The cells of a request in no particular order; a bucket without traffic has none. The row is the same object each time
    /// and good until the next.
    /// </summary>
    /// <exception cref="ArgumentException">The matrix has no such cells; see <see cref="Matrix.Has"/>.</exception>
    /// <exception cref="Sketches.CorruptSketchException">A cell is damaged.</exception>
    public IAsyncEnumerable<CellRow> ReadAsync(CellRequest request, CancellationToken token) =>
        ReadAsync(request.Tenant, NoLimit, [request], token).Select(found => found.Row);

    /// <summary>The cells of several requests in one round trip, one request after the other; each row with the number of its request.</summary>
    /// <param name="tenant">Whom all of them may see.</param>
    /// <param name="limit">How long each may take.</param>
    public async IAsyncEnumerable<(int Request, CellRow Row)> ReadAsync(
        string tenant, TimeSpan limit, IReadOnlyList<CellRequest> requests, [EnumeratorCancellation] CancellationToken token)
    {
        await using var reading = await database.ReadAsync(tenant, new ReadLimits(limit), requests.Select(Statement), token);
        for (var number = 0; number < requests.Count; number++)
        {
            if (number > 0)
                await reading.Reader.NextResultAsync(token);
            await foreach (var row in RowsAsync(reading.Reader, requests[number], token))
                yield return (number, row);
        }
    }

    static async IAsyncEnumerable<CellRow> RowsAsync(NpgsqlDataReader reader, CellRequest request, [EnumeratorCancellation] CancellationToken token)
    {
        var row = new CellRow(request.Texts);
        byte[] cell = [], total = [], sketches = [], users = [];
        while (await reader.ReadAsync(token))
        {
            row.Bucket = request.IsRunning ? request.From.UtcDateTime : reader.GetDateTime(0);
            row.Tenant = reader.GetString(1);
            row.ScopeId = reader.GetString(2);
            var length = Fill(reader, 3, ref cell);
            var totalLength = Fill(reader, 4, ref total);
            row.Read(cell.AsSpan(0, length), total.AsSpan(0, totalLength));
            length = Fill(reader, 5, ref sketches);
            if (length > 0)
                row.ReadTimes(sketches, length);
            length = Fill(reader, 6, ref users);
            row.UserBytes = users.AsMemory(0, length);
            if (request.Grain != Grain.Quarter)
            {
                yield return row;
                continue;
            }

            var hour = row.Bucket;
            for (var value = 0; value < row.Quarters; value++)
            {
                row.ShowQuarter(hour, value);
                if (row.Bucket >= request.From && row.Bucket < request.To)
                    yield return row;
            }
        }
    }

    static ReadStatement Statement(CellRequest request)
    {
        if (Matrix.Find(request.Grain, request.Scope, request.Dimension) is not { } entry)
            throw new ArgumentException($"There are no cells of {request.Scope} by {request.Dimension} at {request.Grain.Name}.", nameof(request));
        var times = request.Times && entry.Times != CellTimes.None;

        // Columns come from the list of dimensions, never from input.
        var total = request.Dimension == CellDimensions.Total ? "null::bytea" : CellDimensions.Total.Column;
        var sql = $"""
            /* gateway:cells/read */
            select bucket, tenant, scope_id, {request.Dimension.Column}, {total}, {(times ? request.Dimension.TimesColumn : "null::bytea")}, {(request.Users ? "users" : "null::bytea")}
            from {(request.IsRunning ? "running_cells" : "cells")}
            where grain = $1
              and {(request.IsRunning ? "bucket > $2\n  and bucket = $3" : "bucket >= $2\n  and bucket < $3")}
              and scope_kind = $4
              and {request.Dimension.Column} is not null
            """;
        var parameters = new List<NpgsqlParameter>
        {
            new() { Value = (short)request.Grain },
            new() { Value = (request.Grain == Grain.Quarter ? Grain.Hour.Floor(request.From) : request.From).UtcDateTime },
            new() { Value = request.To.UtcDateTime },
            new() { Value = (short)request.Scope },
        };
        if (request.Tenant != AnalyticsDatabase.AllTenants && !request.WithoutTenantCondition)
        {
            parameters.Add(new NpgsqlParameter { Value = request.Tenant });
            sql += "\n  and tenant = $5";
        }

        if (request.ScopeIds is { } ids)
        {
            parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            sql += $"\n  and scope_id = any(${parameters.Count})";
        }

        return new ReadStatement(sql, parameters);
    }

    /// <summary>Copies a column into the buffer, a larger one where it has no room; answers the length, 0 for null.</summary>
    static int Fill(NpgsqlDataReader reader, int column, ref byte[] buffer)
    {
        if (reader.IsDBNull(column))
            return 0;
        var length = (int)reader.GetBytes(column, 0, null, 0, 0);
        if (buffer.Length < length)
            buffer = new byte[length * 2];
        return (int)reader.GetBytes(column, 0, buffer, 0, length);
    }
}
