using System.Threading.RateLimiting;

namespace Gateway.Analytics.Queries;

/// <summary>How many statements of one tenant run at a time, of figures and of single requests together: a tenant that asks much waits for itself, not others for it.</summary>
public sealed class TenantPlaces(QueryOptions options) : IDisposable
{
    /// <summary>As many may wait as one large dashboard in a few windows asks for; more are told to come again.</summary>
    const int MostWaiting = 200;

    readonly PartitionedRateLimiter<string> places = PartitionedRateLimiter.Create<string, string>(tenant =>
        RateLimitPartition.GetConcurrencyLimiter(tenant, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = options.TenantParallelism,
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    /// <summary>A place, until it is disposed.</summary>
    /// <exception cref="PlacesTakenException">Too many wait already.</exception>
    internal async Task<RateLimitLease> TakeAsync(string tenant, CancellationToken token)
    {
        var lease = await places.AcquireAsync(tenant, 1, token);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw new PlacesTakenException();
    }

    public void Dispose() => places.Dispose();
}

/// <summary>A tenant asks more at once than it may.</summary>
sealed class PlacesTakenException() : Exception("Too many statements of this tenant are waiting.");
