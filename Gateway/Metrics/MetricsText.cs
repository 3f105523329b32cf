using System.Globalization;
using System.Text;
using Gateway.Admin.Alerts;
using Gateway.Analytics.Events;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Spool;
using Gateway.Capture;
using Gateway.Hosting;
using Gateway.Policies;
using Gateway.Proxy;

namespace Gateway.Metrics;

/// <summary>The sum check and what is in force, as Prometheus text (format 0.0.4).</summary>
sealed class MetricsText(ISpool spool, SinkLoops sinks, FoldWatch folds, CaptureFaults faults, AlertActivity alerts, ConfigInForce config, ConfigFeed feed, KeyRing keys, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", () => TypedResults.Text(Render(), "text/plain; version=0.0.4", Encoding.UTF8));

    string Render()
    {
        var counts = spool.Reader.Counts();
        var state = spool.State();
        var text = new StringBuilder();
        Family(text, "gateway_build_info", "gauge", "The running version.", [($"version=\"{NodeHeartbeat.Version}\"", 1)]);
        Family(text, "gateway_config_refused", "gauge", "1 while the node cannot take the newest configuration.", [("", feed.Status.Refusal is null ? 0 : 1)]);
        Family(text, "gateway_config_version", "gauge", "Configuration version in force.", [("", config.Version)]);
        Family(text, "gateway_keys", "gauge", "Secrets that are known, with those in their grace time.", [("", keys.Current.Count)]);
        Family(text, "gateway_events_captured_total", "counter", "Exchanges that ended, and events found in the spool.", [("", counts.Captured)]);
        Family(text, "gateway_events_recovered_total", "counter", "Events found in the spool: of an earlier process, or for a restored database.", [("", counts.Recovered)]);
        Family(text, "gateway_events_stored_total", "counter", "Events in the database.", [("", counts.Stored)]);
        Family(text, "gateway_events_queued", "gauge", "Events that wait for the database.", [("", counts.Queued)]);
        Family(text, "gateway_events_quarantined_total", "counter", "Events that the database refused for their data.", [("", counts.Quarantined)]);
        Family(text, "gateway_events_dropped_total", "counter", "Events that were not kept, by reason.",
            [.. Enum.GetValues<DropReason>().Select(reason => ($"reason=\"{reason}\"", counts.Dropped.GetValueOrDefault(reason)))]);
        Family(text, "gateway_spool_bytes", "gauge", "What the spool takes in the data folder.", [("", state.Bytes)]);
        Family(text, "gateway_spool_maximum_bytes", "gauge", "What it may take.", [("", state.MaximumBytes)]);
        Family(text, "gateway_spool_memory_events", "gauge", "Events that only memory holds, because the disk cannot be used.", [("", state.InMemory)]);
        Family(text, "gateway_spool_disk_trouble", "gauge", "1 while the spool's disk cannot be used.", [("", state.Trouble is null ? 0 : 1)]);
        var readers = sinks.Statuses.Select(sink => sink.Counts).ToList();
        Family(text, "gateway_sink_events_total", "counter", "Events by sink and by what became of them.", readers.SelectMany(sink => new[]
        {
            ($"sink=\"{sink.Name}\",outcome=\"delivered\"", sink.Delivered),
            ($"sink=\"{sink.Name}\",outcome=\"skipped\"", sink.Skipped),
            ($"sink=\"{sink.Name}\",outcome=\"lost\"", sink.Lost),
        }));
        Family(text, "gateway_sink_queued", "gauge", "Events that wait for the sink.", readers.Select(sink => ($"sink=\"{sink.Name}\"", sink.Queued)));
        var grains = folds.Current?.Grains ?? [];
        Family(text, "gateway_fold_lag_seconds", "gauge", "How long the next bucket of sums has been over and is not built, by grain.",
            from grain in grains
            where grain.Through is not null
            select ($"grain=\"{grain.Grain.Name}\"", (long)grain.LagAt(time.GetUtcNow())!.Value.TotalSeconds));
        Family(text, "gateway_fold_stale_buckets", "gauge", "Buckets of sums that got late events and wait to be built again, by grain.",
            grains.Select(grain => ($"grain=\"{grain.Grain.Name}\"", grain.Stale)));
        Family(text, "gateway_alert_evaluations_total", "counter", "Alerts that this node evaluated.", [("", alerts.Evaluations)]);
        Family(text, "gateway_alert_failures_total", "counter", "Those of them that could not be judged.", [("", alerts.Failures)]);
        Family(text, "gateway_alert_lost_total", "counter", "Evaluations whose lease was over when they ended.", [("", alerts.Lost)]);
        Family(text, "gateway_alert_evaluation_microseconds_total", "counter", "Time that evaluations took.", [("", alerts.Micros)]);
        Family(text, "gateway_alert_log_rows_total", "counter", "Rows that this node added to the log of alerts.", [("", alerts.Changes)]);
        Family(text, "gateway_alert_lag_milliseconds", "gauge", "How long after its moment the latest alert was evaluated.", [("", (long)(alerts.LagSeconds * 1000))]);
        Family(text, "gateway_capture_faults_total", "counter", "Events that could not be built.", [("", faults.Total)]);
        return text.ToString();
    }

    static void Family(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, long Value)> series)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in series)
            text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {value}\n");
    }
}
