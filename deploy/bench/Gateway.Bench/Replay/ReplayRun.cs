using System.Text.Json.Nodes;

namespace Gateway.Bench.Replay;

/// <summary>A replay from the log to the sums. The steps: read, set up, send, wait until everything is stored, compare.</summary>
public static class ReplayRun
{
    static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    // An exchange ends for the gateway a little after the client has read its answer.
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Runs the replay and writes what it finds; differences are in the report and thrown is only what keeps it from running.</summary>
    public static async Task<ReplayReport> RunAsync(ReplayOptions options, TextWriter output, CancellationToken token)
    {
        var time = TimeProvider.System;
        var log = await LogFile.ReadAsync(options.Log, options.Limit, token);
        if (log.Entries.Count == 0)
            throw new BenchException($"{options.Log} has no line that can be sent.");
        var split = RouteSplit.Of(log.Entries);
        using var admin = new AdminClient(options.Admin, options.Token);
        await using var upstream = await ReplayUpstream.StartAsync(log.Entries, token);
        var keys = await new ReplaySetup(admin, options.Tenant, options.Host).EnterAsync(split, upstream.Address, token);
        using var sender = new ReplaySender(options, keys, time);
        await OpenAsync(sender, keys[^1], time, token);
        var text = new ReplayText(output);
        await text.WriteLogAsync(options.Log, log);

        var from = time.GetUtcNow();
        var started = time.GetTimestamp();
        var answers = await SendAsync(options, log, sender, time, token);
        var elapsed = time.GetElapsedTime(started);
        var to = time.GetUtcNow() + Margin;
        var report = Tally.Of(log, answers, upstream.Log, split, from, to, elapsed);
        await text.WriteAnswersAsync(report);

        var pipeline = await DrainAsync(options, admin, to, time, token);
        await text.WritePipelineAsync(pipeline, time.GetUtcNow() - to + Margin);
        var behind = UpstreamCheck.Compare(report.Answers, report.Upstream);
        report = report with
        {
            Changes = behind.Changes,
            Sums =
            [
                new SumLine("pipeline", "still queued", 0, pipeline["queued"]!.GetValue<long>()),
                .. await new SumCheck(admin, options.Tenant).CompareAsync(report, token),
                .. behind.Sums,
            ],
        };
        await text.WriteSumsAsync(report);
        return report;
    }

    static async Task<ReplayAnswer[]> SendAsync(ReplayOptions options, LogFile log, ReplaySender sender, TimeProvider time, CancellationToken token)
    {
        using var sent = CancellationTokenSource.CreateLinkedTokenSource(token);
        var progress = new Progress(options.Progress, options.ProgressIsTerminal, log.Entries.Count, time);
        var shown = progress.ShowAsync(sent.Token);
        try
        {
            return await sender.SendAsync(log.Entries, progress, token);
        }
        finally
        {
            await sent.CancelAsync();
            await shown;
        }
    }

    /// <summary>Waits until the gateway serves the new configuration with the key that was made last, and the probes are out of the way.</summary>
    static async Task OpenAsync(ReplaySender sender, ReplayKey key, TimeProvider time, CancellationToken token)
    {
        var started = time.GetTimestamp();
        while (!await sender.IsOpenAsync(key, token))
        {
            if (time.GetElapsedTime(started) > OpenWithin)
                throw new BenchException($"The gateway does not serve the replay's routes after {OpenWithin.TotalSeconds} s.");
            await Task.Delay(Poll, time, token);
        }

        await Task.Delay(Margin, time, token);
    }

    /// <summary>Waits until nothing is queued and the gateway says that it is complete beyond the end, or time is up; answers its counts.</summary>
    static async Task<JsonNode> DrainAsync(ReplayOptions options, AdminClient admin, DateTimeOffset end, TimeProvider time, CancellationToken token)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var pipeline = await admin.GetAsync("pipeline", null, token);
            var isStored = pipeline["queued"]!.GetValue<long>() == 0 && pipeline["completeUntil"]?.GetValue<DateTimeOffset>() >= end;
            if (isStored || time.GetElapsedTime(started) > options.DrainWithin)
                return pipeline;
            await Task.Delay(Poll, time, token);
        }
    }
}
