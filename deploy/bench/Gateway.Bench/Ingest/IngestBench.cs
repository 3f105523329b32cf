using System.Diagnostics;
using System.Globalization;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;
using Gateway.Bench.Fold;
using Gateway.Bench.Proxy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Bench.Ingest;

/// <summary>
/// Each turn has a day of its own, so that all write into equal, empty partitions. The fold works beside the writer on what the
/// writer has reported complete, and its turn ends when the minutes and the hour are built; the empty rest of the day is folded
/// outside of the turns.
/// </summary>
sealed class IngestBench(AnalyticsDatabase database, int events, int rounds, TextWriter output, TextWriter log)
{
    static readonly DateTime First = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    /// <summary>Events within which a new segment is not yet needed.</summary>
    const int TendEvery = 10_000;

    readonly IngestOptions options = new();
    readonly EventFill fill = new(database, new FoldShape());
    readonly Folder folder = new(database, new NodeName("bench"), new RollupOptions { KeepMinutes = TimeSpan.FromDays(100) });
    DateTime day = First;

    public async Task RunAsync(CancellationToken token)
    {
        var loadBefore = Machine.Load();
        var (bare, written, folded) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            bare.Add(events / (await fill.CopyAsync(day, Span, events, token)).TotalSeconds);
            await NextDayAsync(token);
            written.Add(events / (await WriteAsync(fold: false, token)).TotalSeconds);
            await NextDayAsync(token);
            folded.Add(events / (await WriteAsync(fold: true, token)).TotalSeconds);
            await NextDayAsync(token);
            await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {round}: {bare[^1]:N0} bare, {written[^1]:N0} written, {folded[^1]:N0} written and folded"));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {rounds} rounds of {events:N0} events. {Machine.Facts()}. Load average before and after: {loadBefore:0.0}, {Machine.Load():0.0}.

            | figure | events/s, median | of the bare COPY, median [smallest and largest round] |
            |---|---:|---:|
            | bare binary COPY of the rows | {Series.Median(bare):N0} | |
            | from the spool into the table | {Series.Median(written):N0} | {Ratio(written, bare)} |
            | the same, with the fold keeping up | {Series.Median(folded):N0} | {Ratio(folded, bare)} |
            """));
    }

    static string Ratio(List<double> ours, List<double> bare)
    {
        var ratios = ours.Zip(bare, (one, other) => one / other).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{Series.Median(ratios):0.00} [{ratios.Min():0.00}–{ratios.Max():0.00}]");
    }

    /// <summary>What this turn left is folded before the next, so that a turn folds nothing but its own.</summary>
    async Task NextDayAsync(CancellationToken token)
    {
        day = day.AddDays(1);
        await fill.CompleteAsync(day, token);
        while ((await folder.RoundAsync(token)).More)
        {
        }
    }

    async Task<TimeSpan> WriteAsync(bool fold, CancellationToken token)
    {
        var directory = Directory.CreateTempSubdirectory("gateway-bench-");
        try
        {
            using var spool = new DiskSpool(
                new SpoolFolder(directory.FullName, NullLogger.Instance), new SpoolOptions { MaximumBytes = 4L << 30 }, TimeProvider.System, NullLogger.Instance);
            Capture(spool);
            var writer = new EventWriter(database, new Partitions(database), new UserAgentCache(new UserAgentOptions(), TimeProvider.System), TimeProvider.System);
            spool.Reader.Resume(await writer.RegisterAsync(spool.Id, "bench-writer", spool.Reader.Next, token));

            var started = Stopwatch.GetTimestamp();
            using var ended = new CancellationTokenSource();
            var folding = fold ? Task.Run(() => FoldAsync(ended.Token, token), token) : Task.CompletedTask;
            var batch = new SpoolBatch(options.BatchSize);
            while (true)
            {
                spool.Reader.Read(batch);
                if (batch.Count == 0)
                    break;
                var last = batch.Events[batch.Count - 1].Time;
                var rows = writer.Prepare(batch);
                if (await writer.WriteAsync(rows, token) > 0)
                    throw new BenchException("Events were refused.");
                spool.Reader.Release(batch.LastSequence, rows.Length, 0);
                await writer.ReportAsync(spool.Reader.Counts(), WriterStatus.Initial with { Watermark = last }, token);
            }

            await writer.ReportAsync(spool.Reader.Counts(), WriterStatus.Initial with { State = WriterState.Stopped, Watermark = day + Grain.Hour.Length }, token);
            await ended.CancelAsync();
            await folding;
            return Stopwatch.GetElapsedTime(started);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Folds what is complete until the writer has ended and nothing is left.</summary>
    async Task FoldAsync(CancellationToken ended, CancellationToken token)
    {
        while (true)
        {
            var last = ended.IsCancellationRequested;
            if ((await folder.RoundAsync(token)).More)
                continue;
            if (last)
                return;
            await Task.Delay(100, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void Capture(DiskSpool spool)
    {
        var shape = new FoldShape();
        for (var number = 0; number < events; number++)
        {
            if (number % TendEvery == 0)
                spool.Tend();
            spool.TryAppend(shape.Next(day.AddTicks((long)(Span.Ticks * ((double)number / events)) / 10 * 10), number + 1).Event);
        }

        if (spool.Reader.Counts() is var counts && counts.Queued != events)
            throw new BenchException($"{counts.Dropped.Values.Sum()} events found no room in the spool.");
    }
}
