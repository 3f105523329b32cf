using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;
using Npgsql;

namespace Gateway.Analytics.Queries;

/// <summary>
/// The reads of one batch, at most so many at a time. Equal ones are done once, and those that look for the same raw events are
/// one statement, also where cells answer all but the last minutes: what is to be read is announced first, then each query takes its cells.
/// </summary>
sealed class SharedReads(TrafficReader traffic, TenantPlaces tenantPlaces, QueryScope scope, Recorded recorded, int parallelism, CancellationToken token) : IDisposable
{
    readonly SemaphoreSlim places = new(parallelism);
    readonly Dictionary<string, CellRead> announced = new(StringComparer.Ordinal);
    readonly Dictionary<string, LaidRead> laid = new(StringComparer.Ordinal);
    readonly Dictionary<string, (List<RawStretch> Asked, Task<IReadOnlyList<Tally>> Found)> stretches = new(StringComparer.Ordinal);
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
    /// <exception cref="NotCoveredException">What is kept cannot answer it.</exception>
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

    async Task<Cells> RunAsync(LaidRead read)
    {
        if (read.Covered is null)
            throw new NotCoveredException(recorded.Folds.RawSince!.Value, recorded.Now);
        if (read.Source is null || read.IsOfEvents)
            return (await InPlaceAsync(() => traffic.ReadEventsAsync(scope, [read.Asked], recorded, token)))[0];

        var tallies = await Task.WhenAll(read.RawStretches.Select(RawAsync).Prepend(InPlaceAsync(() => traffic.TallyAsync(scope, read, token))));
        foreach (var more in tallies.Skip(1))
            tallies[0].Add(more);

        // An exchange in two groups counts in both rows and once in the total.
        var whole = read.Asked is { By.Kind: DimensionKind.Texts, OverTime: false } ? await RunAsync(read.Asked with { By = null, Keys = null }) : null;
        return TrafficReader.Answer(read, tallies[0], whole);
    }

    /// <summary>What raw events add to a read over a stretch, found together with what they add to the others of the batch.</summary>
    async Task<Tally> RawAsync(RawStretch stretch)
    {
        if (InCommon(stretch) is not { } common)
            return await AloneAsync();
        try
        {
            return (await common.Found)[common.Asked.IndexOf(stretch)];
        }
        catch (PostgresException stopped) when (stopped.SqlState == PostgresErrorCodes.QueryCanceled && stretch is { Times: CellTimes.None, Users: false } && !token.IsCancellationRequested)
        {
            return await AloneAsync();
        }

        async Task<Tally> AloneAsync() => (await InPlaceAsync(() => traffic.TallyAsync(scope, [stretch], recorded, token)))[0];
    }

    /// <summary>The statement that answers a stretch with others; null where it needs one of its own.</summary>
    (List<RawStretch> Asked, Task<IReadOnlyList<Tally>> Found)? InCommon(RawStretch stretch)
    {
        if (stretch.Rows is not { } rows)
            return null;
        lock (gate)
        {
            if (!stretches.TryGetValue(rows, out var known))
            {
                var alike = announced.Values.SelectMany(each => Laid(each).RawStretches).Where(each => each.Rows == rows).Append(stretch).Distinct().ToList();
                stretches[rows] = known = (alike, InPlaceAsync(() => traffic.TallyAsync(scope, alike, recorded, token)));
            }

            return known.Asked.Contains(stretch) ? known : null;
        }
    }

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
