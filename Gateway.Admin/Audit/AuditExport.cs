using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Audit;

/// <summary>
/// All entries as a file, row by row as the database gives them: memory does not grow with the audit. When the database fails on
/// the way the connection is cut, so that half a file cannot pass for a whole one.
/// </summary>
sealed class AuditExport(GatewayStore store, string tenant, AuditFilter filter, bool isCsv) : IResult
{
    static readonly string[] Columns = ["number", "time", "tenant", "actor", "address", "action", "collection", "id", "before", "after"];

    public async Task ExecuteAsync(HttpContext http)
    {
        var token = http.RequestAborted;
        await using var session = await store.OpenAsync(tenant, token);
        http.Response.ContentType = isCsv ? "text/csv; charset=utf-8; header=present" : "application/jsonl; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"audit.{(isCsv ? "csv" : "jsonl")}\"";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true);
        if (isCsv)
            await writer.WriteAsync(Csv.Row(Columns));
        await foreach (var row in filter.Apply(session.Db.Audit.AsNoTracking()).AsAsyncEnumerable().WithCancellation(token))
            await writer.WriteAsync(isCsv ? CsvOf(row) : JsonSerializer.Serialize(AuditAnswer.Of(row), ContractJson.Options) + "\n");
        await writer.FlushAsync(token);
    }

    static string CsvOf(AuditEntry row) => Csv.Row(
    [
        row.Id.ToString(CultureInfo.InvariantCulture), row.Time.ToString("O", CultureInfo.InvariantCulture), row.TenantId, row.Actor, row.Address,
        row.Action, row.Collection, row.ObjectId, row.Before, row.After,
    ]);
}
