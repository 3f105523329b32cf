using System.Diagnostics;
using System.Globalization;
using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Bench.Capture;

/// <summary>What an append costs, on a spool that a keeper tends to and a reader empties, as in the gateway.</summary>
static class CaptureBench
{
    // Less than a segment, so that none is missing; then the reader catches up: what is measured is the append, not its backlog.
    const int Stretch = 50_000;

    /// <summary>Prints a Markdown table; answers whether appends allocated nothing and none was lost.</summary>
    public static async Task<bool> RunAsync(int events, int rounds, int threads, TextWriter output, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-bench-");
        try
        {
            using var spool = new DiskSpool(
                new SpoolFolder(folder.FullName, NullLogger.Instance), new SpoolOptions { MaximumBytes = 1L << 30 }, TimeProvider.System, NullLogger.Instance);
            Run(spool, events / 4, 1);
            Read(spool);

            await output.WriteLineAsync("| figure | median [smallest and largest] |\n|---|---:|");
            var allocated = 0L;
            for (var count = 1; count <= threads; count *= 2)
            {
                var runs = new List<AppendRun>();
                for (var round = 0; round < rounds; round++)
                {
                    token.ThrowIfCancellationRequested();
                    runs.Add(Run(spool, events, count));
                }

                allocated += runs.Sum(run => run.Allocated);
                await LineAsync(output, $"CPU of one append, {count} {(count == 1 ? "thread" : "threads")}, ns", runs.Select(run => run.CpuNanoseconds));
                await LineAsync(output, $"appends per second, {count} {(count == 1 ? "thread" : "threads")}, thousands", runs.Select(run => run.PerSecond / 1000));
            }

            await output.WriteLineAsync($"| allocated by appends, bytes | {allocated} |");
            var reads = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                Append(spool, Stretch);
                reads.Add(Read(spool));
            }

            await LineAsync(output, "reading one event back, ns", reads);
            await output.WriteLineAsync($"| record of the sample event, bytes | {SpoolRecord.Room(EventCodec.Encode(Sample(0), new byte[4096]))} |");
            var counts = spool.Reader.Counts();
            await output.WriteLineAsync($"\n{counts.Captured} events captured, {counts.Stored} read back, {counts.Dropped.Values.Sum()} dropped.");
            return allocated == 0 && counts is { Balanced: true, Queued: 0 } && counts.Dropped.Values.Sum() == 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static AppendRun Run(DiskSpool spool, int events, int threads)
    {
        var (cpu, allocated, elapsed) = (TimeSpan.Zero, 0L, TimeSpan.Zero);
        for (var left = events; left > 0; left -= Stretch)
        {
            // The keeper and the reader have their turn between the stretches, so that the figures are of appends alone.
            spool.Tend();
            var each = Math.Min(left, Stretch) / threads;
            var workers = new Stint[threads];
            using var start = new Barrier(threads);
            var running = workers.Select((_, number) => new Thread(() =>
            {
                start.SignalAndWait();
                workers[number] = Append(spool, each);
            })).ToList();
            running.ForEach(thread => thread.Start());
            running.ForEach(thread => thread.Join());
            cpu += TimeSpan.FromTicks(workers.Sum(stint => stint.Cpu.Ticks));
            allocated += workers.Sum(stint => stint.Allocated);
            elapsed += workers.Max(stint => stint.Elapsed);
            Read(spool);
        }

        return new AppendRun(cpu.TotalNanoseconds / events, events / elapsed.TotalSeconds, allocated);
    }

    static Stint Append(DiskSpool spool, int events)
    {
        var captured = Sample(Environment.CurrentManagedThreadId);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var cpu = ThreadCpu.Now();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < events; i++)
            spool.TryAppend(in captured);
        return new Stint(ThreadCpu.Now() - cpu, GC.GetAllocatedBytesForCurrentThread() - allocated, Stopwatch.GetElapsedTime(started));
    }

    // Nanoseconds an event.
    static double Read(DiskSpool spool)
    {
        var batch = new SpoolBatch(10_000);
        var (started, count) = (Stopwatch.GetTimestamp(), 0L);
        do
        {
            spool.Reader.Read(batch);
            if (batch.Count > 0)
                spool.Reader.Release(batch.LastSequence, batch.Count, 0);
            count += batch.Count;
        }
        while (!batch.Drained);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Math.Max(1, count);
    }

    // Of the proxy bench's shape: a keyed route with a cluster, a user agent and a trace.
    static RequestEvent Sample(int number) => new()
    {
        Time = new DateTime(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc),
        Tenant = "tenant-3",
        Route = "route-42",
        Api = "orders",
        Team = "shop",
        Cluster = "cluster-42",
        Destination = "a",
        Key = "key-417",
        Consumer = "consumer-417",
        User = 4711 + number,
        Method = RequestMethod.Get,
        Host = "tenant-3.example.com",
        Path = "/route-42/endpoint-7/4711",
        Protocol = RequestProtocol.Http11,
        Status = 200,
        UpstreamStatus = 200,
        Attempts = 1,
        DurationMicros = 1234,
        UpstreamMicros = 1100,
        FirstByteMicros = 1150,
        BytesOut = 1024,
        UserAgent = 0x1234_5678_9ABC_DEF0,
        ConfigVersion = 12,
        TraceId = new UInt128(1, 2),
    };

    static Task LineAsync(TextWriter output, string name, IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {name} | {sorted[sorted.Count / 2]:0} [{sorted[0]:0}–{sorted[^1]:0}] |"));
    }

    readonly record struct Stint(TimeSpan Cpu, long Allocated, TimeSpan Elapsed);

    sealed record AppendRun(double CpuNanoseconds, double PerSecond, long Allocated);
}
