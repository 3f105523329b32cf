using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries.FromCells;

/// <summary>Adds cells to a tally, over the stretches that they answer.</summary>
sealed class CellTraffic(CellReader reader, QueryOptions options)
{
    /// <summary>Cells in a gap of this many are read along and left out: cheaper than another statement.</summary>
    const int GapToReadOver = 4;

    /// <summary>Reads the stretches that have a grain, all in one round trip.</summary>
    public async Task AddAsync(QueryScope scope, CellRead read, CellSource source, IEnumerable<Stretch> stretches, Tally tally, CancellationToken token)
    {
        var keys = new CellRowKeys(scope, read, source);
        var runs = stretches.Where(stretch => stretch.Grain is not null)
            .GroupBy(stretch => (Grain: stretch.Grain!.Value, stretch.IsRunning))
            .SelectMany(alike => Runs(alike.Key.Grain, [.. alike]))
            .ToList();
        if (runs.Count == 0)
            return;
        var requests = runs.Select(run => new CellRequest
        {
            Tenant = scope.Tenant,
            WithoutTenantCondition = scope.WithoutTenantCondition,
            Grain = run[0].Grain!.Value,
            IsRunning = run[0].IsRunning,
            From = run[0].From,
            To = run[^1].To,
            Scope = source.Scope,
            ScopeIds = source.ScopeIds,
            Dimension = source.Dimension,
            Times = source.Times != CellTimes.None,
            Users = source.Users,
            Texts = keys.Texts,
        }).ToList();
        var at = new int[runs.Count];
        await foreach (var (number, row) in reader.ReadAsync(scope.Tenant, options.StatementTimeout, requests, token))
        {
            var begins = new DateTimeOffset(row.Bucket, TimeSpan.Zero);
            if (Holds(runs[number], begins, ref at[number]) && keys.Wants(row.Tenant))
                Add(row, BucketOf(read.Window, begins, read.OverTime), source, keys, tally);
        }
    }

    /// <summary>Stretches of one grain that one statement reads.</summary>
    static IEnumerable<IReadOnlyList<Stretch>> Runs(Grain grain, IReadOnlyList<Stretch> stretches)
    {
        var run = new List<Stretch>();
        foreach (var stretch in stretches)
        {
            if (run.Count > 0 && stretch.From - run[^1].To > grain.Length * GapToReadOver)
            {
                yield return run;
                run = [];
            }

            run.Add(stretch);
        }

        yield return run;
    }

    static void Add(CellRow row, int bucket, CellSource source, CellRowKeys keys, Tally tally)
    {
        for (var value = 0; value < row.Count; value++)
        {
            var number = row.Keys[value];
            if (number == CellRow.Other)
            {
                tally.HasOther |= row.Counts[value].Requests > 0;
                if (source.OfValues.Count > 0)
                    continue;
            }
            else if (!keys.Wants(number))
            {
                continue;
            }

            var group = tally[bucket, keys.Of(row, number)];
            group.Add(row.Counts[value], row.Counts[value].Requests);
            foreach (var kind in Kinds)
            {
                if ((source.Times & kind) != 0 && row.Times(kind, value) is { IsEmpty: false } times)
                    group.Times(kind).Merge(times);
            }

            if (source.Users && !row.Users.IsEmpty)
                group.MoreUsers().Merge(row.Users);
        }
    }

    /// <summary>The single kinds of latency sketches.</summary>
    public static IReadOnlyList<CellTimes> Kinds { get; } = [CellTimes.Duration, CellTimes.Upstream, CellTimes.Own];

    /// <summary>Number of the bucket that the instant lies in.</summary>
    public static int BucketOf(Window window, DateTimeOffset instant, bool overTime)
    {
        if (!overTime)
            return 0;
        var place = Array.BinarySearch(window.Edges, instant);
        return place >= 0 ? place : ~place - 1;
    }

    /// <summary>Whether one of the stretches holds the instant; rows mostly come in order, so the last one is tried first.</summary>
    static bool Holds(IReadOnlyList<Stretch> stretches, DateTimeOffset instant, ref int at)
    {
        if (instant >= stretches[at].From && instant < stretches[at].To)
            return true;
        for (at = 0; at < stretches.Count - 1 && instant >= stretches[at].To;)
            at++;
        return instant >= stretches[at].From && instant < stretches[at].To;
    }
}
