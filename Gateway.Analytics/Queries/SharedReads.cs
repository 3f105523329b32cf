using Gateway.Analytics.Queries.FromCells;
using Npgsql;

namespace Gateway.Analytics.Queries;

/// <summary>
/// The reads of one batch, at most so many at a time. Equal ones are done once, and those that look for the same raw events are
/// one statement: what is to be read is announced first, then each query takes its cells.
/// </summary>
sealed class SharedReads(TrafficReader traffic, TenantPlaces tenantPlaces, QueryScope scope, Recorded recorded, int parallelism, CancellationToken token) : IDisposable
{
    readonly SemaphoreSlim places = new(parallelism);
    readonly Dictionary<string, CellRead> announced = new(StringComparer.Ordinal);
    readonly Dictionary<string, LaidRead> laid = new(StringComparer.Ordinal);
    readonly Dictionary<string, Task<Cells>> running = new(StringComparer.Ordinal);
    readonly Lock gate = new();

    /// <summary>Before the first <see cref="ReadAsync"/>.</summary>
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
            {
                Begin(announced.GetValueOrDefault(read.Identity, read));
                task = running[read.Identity];
            }

            return task;
        }
    }

    /// <summary>A read of its own, such as one for given keys.</summary>
    public Task<Cells> RunAsync(CellRead read) => RunAsync(LaidRead.Of(scope, read, recorded));

    public void Dispose() => places.Dispose();

    /// <summary>Begins a read, and with it those that look for the same raw events.</summary>
    void Begin(CellRead read)
    {
        var own = Laid(read);
        var alike = read.Rows is { } rows && own.IsOfEvents
            ? announced.Values.Where(each => each.Rows == rows && !running.ContainsKey(each.Identity) && Laid(each).IsOfEvents).ToList()
            : [];
        if (alike.Count < 2)
        {
            running[read.Identity] = RunAsync(own);
            return;
        }

        var all = InPlaceAsync(() => traffic.ReadEventsAsync(scope, alike, recorded, token));
        foreach (var (index, each) in alike.Index())
            running[each.Identity] = OfAsync(Laid(each), index);

        async Task<Cells> OfAsync(LaidRead each, int index)
        {
            try
            {
                return (await all)[index];
            }
            catch (PostgresException stopped) when (stopped.SqlState == PostgresErrorCodes.QueryCanceled && each.Asked.AddsUp && !token.IsCancellationRequested)
            {
                // A count does not fail with a percentile.
                return await RunAsync(each);
            }
        }
    }

    LaidRead Laid(CellRead read)
    {
        if (!laid.TryGetValue(read.Identity, out var known))
            laid[read.Identity] = known = LaidRead.Of(scope, read, recorded);
        return known;
    }

    Task<Cells> RunAsync(LaidRead read) => InPlaceAsync(() => traffic.ReadAsync(scope, read, recorded, token));

    async Task<T> InPlaceAsync<T>(Func<Task<T>> read)
    {
        await places.WaitAsync(token);
        try
        {
            using var place = await tenantPlaces.TakeAsync(scope.Tenant, token);
            return await read();
        }
        finally
        {
            places.Release();
        }
    }
}
