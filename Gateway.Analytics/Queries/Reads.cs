namespace Gateway.Analytics.Queries;

/// <summary>The reads that a planned query needs.</summary>
static class Reads
{
    public static CellRead Of(PlannedQuery query, Window window) => new()
    {
        Window = window,
        OverTime = query.OverTime,
        ByLatency = query.Shape == Shape.Matrix,
        By = query.By,
        Conditions = query.Conditions,
        Order = query.Order,
        Limit = query.Limit,
        EveryValue = query.EveryValue,

        // Requests tell "nothing happened" from "it came to zero".
        Parts = [.. query.Measures.SelectMany(measure => measure.Parts).Prepend(Parts.Requests).Distinct()],
    };

    public static Window Window(PlannedQuery query, ResolvedRange range) => query.OverTime ? range.Series : range.Whole;
}

/// <summary>
/// The reads of one batch, at most so many at a time. Equal ones are done once: what is to be read is announced first, then each
/// query takes its cells.
/// </summary>
sealed class SharedReads(TrafficReader traffic, TenantPlaces tenantPlaces, QueryScope scope, Recorded recorded, int parallelism, CancellationToken token) : IDisposable
{
    readonly SemaphoreSlim places = new(parallelism);
    readonly Dictionary<string, CellRead> announced = new(StringComparer.Ordinal);
    readonly Dictionary<string, Task<Cells>> running = new(StringComparer.Ordinal);
    readonly Lock gate = new();

    /// <summary>Before the first <see cref="ReadAsync"/> that could share it.</summary>
    public void Announce(CellRead read)
    {
        announced[read.Identity] = announced.TryGetValue(read.Identity, out var same)
            ? same with { Parts = [.. same.Parts.Union(read.Parts)] }
            : read;
    }

    public Task<Cells> ReadAsync(CellRead read)
    {
        lock (gate)
        {
            if (!running.TryGetValue(read.Identity, out var task))
                running[read.Identity] = task = RunAsync(announced.GetValueOrDefault(read.Identity, read));
            return task;
        }
    }

    /// <summary>A read of its own, such as one for given keys.</summary>
    public async Task<Cells> RunAsync(CellRead read)
    {
        await places.WaitAsync(token);
        try
        {
            using var place = await tenantPlaces.TakeAsync(scope.Tenant, token);
            return await traffic.ReadAsync(scope, read, recorded, token);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}
