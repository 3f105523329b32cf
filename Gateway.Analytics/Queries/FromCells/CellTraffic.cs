using Gateway.Analytics.Rollups;

namespace Gateway.Analytics.Queries.FromCells;

/// <summary>Adds cells to a tally: those of one grain over the stretches that it answers.</summary>
sealed class CellTraffic(CellReader reader, QueryOptions options)
{
    /// <summary>Cells in a gap of this many are read along and left out: cheaper than another statement.</summary>
    const int GapToReadOver = 4;

    /// <summary>Reads the stretches of one grain.</summary>
    public async Task AddAsync(QueryScope scope, CellRead read, CellSource source, Grain grain, IReadOnlyList<Stretch> stretches, Tally tally, CancellationToken token)
    {
        var keys = new CellRowKeys(scope, read, source);
        for (var first = 0; first < stretches.Count;)
        {
            var last = first;
            while (last + 1 < stretches.Count && stretches[last + 1].From - stretches[last].To <= grain.Length * GapToReadOver)
                last++;
            var request = new CellRequest
            {
                Tenant = scope.Tenant,
                WithoutTenantCondition = scope.WithoutTenantCondition,
                Grain = grain,
                From = stretches[first].From,
                To = stretches[last].To,
                Scope = source.Scope,
                ScopeIds = source.ScopeIds,
                Dimension = source.Dimension,
                Times = source.Times != CellTimes.None,
                Users = source.Users,
                Texts = keys.Texts,
                StatementTimeout = options.StatementTimeout,
            };
            var at = first;
            await foreach (var row in reader.ReadAsync(request, token))
            {
                var begins = new DateTimeOffset(row.Bucket, TimeSpan.Zero);
                if (Holds(stretches, first, last, begins, ref at) && keys.Wants(row.Tenant))
                    Add(row, BucketOf(read.Window, begins, read.OverTime), source, keys, tally);
            }

            first = last + 1;
        }
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
    static bool Holds(IReadOnlyList<Stretch> stretches, int first, int last, DateTimeOffset instant, ref int at)
    {
        if (instant >= stretches[at].From && instant < stretches[at].To)
            return true;
        for (at = first; at < last && instant >= stretches[at].To;)
            at++;
        return instant >= stretches[at].From && instant < stretches[at].To;
    }
}
