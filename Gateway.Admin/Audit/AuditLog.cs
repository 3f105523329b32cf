using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Audit;

/// <summary>Adds what is no change of a document. Changes write their own entries (<see cref="Changes.StoreWriter"/>).</summary>
sealed partial class AuditLog(GatewayStore store, TimeProvider time, ILogger<AuditLog> log)
{
    /// <summary>Adds an entry, in a transaction of its own. Throws when it cannot be stored.</summary>
    /// <param name="caller">Who does it, or tries to, and from where.</param>
    /// <param name="action">One of <see cref="AuditAction"/>.</param>
    /// <param name="tenant">Whose administrators see the entry.</param>
    /// <param name="collection">Kind of the object.</param>
    /// <param name="id">The object; <c>*</c> for a list.</param>
    /// <param name="token">Cancels.</param>
    public async Task AddAsync(Caller caller, string action, string tenant, string collection, string id, CancellationToken token)
    {
        await using var session = await store.OpenAsync(tenant, token);
        Add(session.Db, time.GetUtcNow(), caller, action, tenant, collection, id);
        await session.CommitAsync(token);
    }

    /// <summary>Adds an entry to a transaction of the caller's, so that neither is there without the other.</summary>
    public static void Add(
        GatewayDb db, DateTimeOffset now, Caller caller, string action, string tenant, string collection, string id, JsonObject? after = null) =>
        db.Audit.Add(new AuditEntry
        {
            Time = now,
            TenantId = tenant,
            Actor = caller.Name,
            Address = caller.Address,
            Action = action,
            Collection = collection,
            ObjectId = id,
            After = after?.ToJsonString(ContractJson.Options),
        });

    /// <summary>The same for what must not happen unseen: false when the entry cannot be stored, whatever the reason.</summary>
    public async Task<bool> TryAddAsync(Caller caller, string action, string tenant, string collection, string id, CancellationToken token)
    {
        try
        {
            await AddAsync(caller, action, tenant, collection, id, token);
            return true;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // The edge of the request: its answer becomes Unwritten.
            Log.Unwritten(log, action, collection, id, failed.Message);
            return false;
        }
    }

    /// <summary>The answer in place of what was asked for.</summary>
    public static IResult Unwritten() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "The audit cannot be written", "Personal data is shown only when the reading can be noted. Try again in a moment.");

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Action} of {Collection} {Id} was refused, the audit cannot be written: {Error}")]
        public static partial void Unwritten(ILogger log, string action, string collection, string id, string error);
    }
}
