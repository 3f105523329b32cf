using System.Collections.Concurrent;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Audit;

/// <summary>
/// Notes who read personal data. An entry stands for the reads of one caller of one object within ten minutes on this node. An
/// answer whose reading cannot be noted is not given.
/// </summary>
sealed class AuditReads(AuditLog audit, TimeProvider time)
{
    /// <summary>The memory is bounded by forgetting: then there are more entries, never fewer.</summary>
    const int Maximum = 10_000;

    static readonly TimeSpan Once = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<Reading, DateTimeOffset> noted = new();
    readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Endpoint filter for calls that answer personal data; calls that change something have entries of their own.</summary>
    public Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> FilterAsync(string collection) => async (context, next) =>
    {
        var http = context.HttpContext;
        var result = await next(context);
        if (!HttpMethods.IsGet(http.Request.Method) || result is IStatusCodeHttpResult { StatusCode: >= 300 })
            return result;
        var scope = Scopes.Of(http);
        var tenant = (result as IValueHttpResult)?.Value is IOfTenant { Tenant: { } named } ? named
            : scope.IsAllTenants ? GatewayStore.PlatformTenant
            : scope.Tenant;
        var id = http.GetRouteValue("id") as string ?? "*";
        return await NoteAsync(scope.Caller, tenant, collection, id, http.RequestAborted) ? result : AuditLog.Unwritten();
    };

    /// <summary>Notes a read; false when that fails, and then nothing may be shown.</summary>
    public async Task<bool> NoteAsync(Caller caller, string tenant, string collection, string id, CancellationToken token)
    {
        var reading = new Reading(caller.Name, tenant, collection, id);
        if (IsNoted(reading))
            return true;
        await writing.WaitAsync(token);
        try
        {
            if (IsNoted(reading))
                return true;
            if (!await audit.TryAddAsync(caller, AuditAction.Read, tenant, collection, id, token))
                return false;
            Remember(reading);
            return true;
        }
        finally
        {
            writing.Release();
        }
    }

    bool IsNoted(Reading reading) => noted.TryGetValue(reading, out var at) && time.GetUtcNow() - at < Once;

    void Remember(Reading reading)
    {
        var now = time.GetUtcNow();
        if (noted.Count >= Maximum)
        {
            foreach (var (old, at) in noted)
            {
                if (now - at >= Once)
                    noted.TryRemove(old, out _);
            }

            if (noted.Count >= Maximum)
                noted.Clear();
        }

        noted[reading] = now;
    }

    sealed record Reading(string Caller, string Tenant, string Collection, string Id);
}
