using System.Globalization;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Partitions of the cells: each holds one grain over a span, long enough that a query meets few of them and short enough that
/// dropping them is retention.
/// </summary>
sealed class CellPartitions(AnalyticsDatabase database)
{
    readonly HashSet<string> known = [];

    /// <summary>The span of the partition that holds the bucket: a day of minutes, a week of hours, a month of quarters, a year of days.</summary>
    public static (DateTime From, DateTime To) SpanOf(Grain grain, DateTime bucket)
    {
        var day = bucket.Date;
        var month = new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return grain switch
        {
            Grain.Minute => (day, day.AddDays(1)),
            Grain.Quarter => (month, month.AddMonths(1)),
            Grain.Hour => (monday, monday.AddDays(7)),
            _ => (month.AddMonths(1 - month.Month), month.AddMonths(13 - month.Month)),
        };
    }

    /// <summary>The partition's name: its grain and first day.</summary>
    public static string NameOf(Grain grain, DateTime from) => $"cells_{grain.Name}_{from.ToString("yyyy_MM_dd", CultureInfo.InvariantCulture)}";

    /// <summary>The grain and the span that a name tells; null where it is no partition of cells.</summary>
    public static (Grain Grain, DateTime From, DateTime To)? Parse(string name)
    {
        foreach (var grain in Grains.All)
        {
            var prefix = $"cells_{grain.Name}_";
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && DateTime.TryParseExact(name[prefix.Length..], "yyyy_MM_dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from))
            {
                return (grain, from, SpanOf(grain, from).To);
            }
        }

        return null;
    }

    /// <summary>Makes the partition of a bucket unless it is there.</summary>
    public async Task EnsureAsync(Grain grain, DateTime bucket, CancellationToken token)
    {
        var (from, to) = SpanOf(grain, bucket);
        var name = NameOf(grain, from);
        if (known.Contains(name))
            return;
        await Partitions.CreateAsync(database, "cells", name, Bound(grain, from), Bound(grain, to), token);
        known.Add(name);
    }

    /// <summary>Forgets what is known to exist: after a failure, or when partitions were dropped.</summary>
    public void Forget() => known.Clear();

    static string Bound(Grain grain, DateTime at) => $"{(short)grain}, '{at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 00:00+00'";
}
