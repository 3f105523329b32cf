using System.Reflection;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using static Gateway.Metrics.MetricLabel;
using static Gateway.Metrics.MetricType;

namespace Gateway.Metrics;

/// <summary>Every family of <c>/metrics</c>, in the order of the answer. One product of all labels would have millions of series; so each asks for few.</summary>
static class Families
{
    public static IReadOnlyList<string> StatusClasses { get; } = ["1xx", "2xx", "3xx", "4xx", "5xx", "none"];

    public static IReadOnlyList<string> MethodGroups { get; } = ["read", "write", "other"];

    static readonly MetricLabel Tenant = Configured("tenant");
    static readonly MetricLabel Route = Configured("route");
    static readonly MetricLabel Cluster = Configured("cluster");
    static readonly MetricLabel StatusClass = Of("status_class", StatusClasses);
    static readonly MetricLabel Sink = Coded("sink", 10);
    static readonly MetricLabel Task = Coded("task", 20);
    static readonly MetricLabel Grain = Of("grain", "1m", "15m", "1h", "1d");
    static readonly MetricLabel Generation = Of("generation", "gen0", "gen1", "gen2", "loh", "poh");

    public static readonly MetricFamily Requests = new("gateway_requests_total", Counter, "Exchanges that ended. Read: GET, HEAD, OPTIONS, TRACE; write: POST, PUT, PATCH, DELETE.", Tenant, Route, Of("method_group", MethodGroups), StatusClass);
    public static readonly MetricFamily Duration = new("gateway_request_duration_seconds", Histogram, "Time of completed exchanges, without upgraded streams.", Tenant, Route);
    public static readonly MetricFamily Start = new("gateway_response_start_seconds", Histogram, "Time until the first byte of the answer, without upgraded streams.", Tenant, Route);
    public static readonly MetricFamily Bytes = new("gateway_traffic_bytes_total", Counter, "Bytes of bodies: in from clients, out to them.", Tenant, Route, Of("direction", "in", "out"));
    public static readonly MetricFamily Methods = new("gateway_requests_by_method_total", Counter, "Exchanges that ended, by method.", Of("method", RequestMethods.Names), StatusClass);
    public static readonly MetricFamily Failures = new("gateway_request_failures_total", Counter, "Exchanges that failed or were refused, by reason.", Of("reason", [.. Enum.GetNames<Reason>().Skip(1)]));
    public static readonly MetricFamily Active = new("gateway_active_requests", Gauge, "Exchanges that run now.");
    public static readonly MetricFamily Upstream = new("gateway_upstream_duration_seconds", Histogram, "Time from handing a request to a destination until its answer was relayed, without upgraded streams.", Tenant, Cluster);
    public static readonly MetricFamily UpstreamRequests = new("gateway_upstream_requests_total", Counter, "Requests that a destination was asked, by its status; none: it gave no answer.", Tenant, Cluster, StatusClass);
    public static readonly MetricFamily DestinationUp = new("gateway_destination_up", Gauge, "1 while this node takes the destination for healthy, as far as it knows.", Tenant, Cluster, Configured("destination"));
    public static readonly MetricFamily Destinations = new("gateway_destinations", Gauge, "Destinations of all clusters.", Of("state", "up", "down"));
    public static readonly MetricFamily Browsers = new("gateway_client_browser_requests_total", Counter, "Exchanges by the client's browser.", Of("browser", BrowserNames.Wire));
    public static readonly MetricFamily Systems = new("gateway_client_os_requests_total", Counter, "Exchanges by the client's operating system.", Of("os", ClientOsNames.Wire));
    public static readonly MetricFamily Devices = new("gateway_client_device_requests_total", Counter, "Exchanges by the client's device.", Of("device", DeviceNames.Wire));
    public static readonly MetricFamily Traffic = new("gateway_client_traffic_requests_total", Counter, "Exchanges by kind of client.", Of("traffic_class", TrafficClassNames.Wire), StatusClass);

    public static readonly MetricFamily Build = new("gateway_build_info", Gauge, "The running version.", Coded("version", 1));
    public static readonly MetricFamily ConfigRefused = new("gateway_config_refused", Gauge, "1 while the node cannot take the newest configuration.");
    public static readonly MetricFamily ConfigVersion = new("gateway_config_version", Gauge, "Configuration version in force.");
    public static readonly MetricFamily Keys = new("gateway_keys", Gauge, "Secrets that are known, with those in their grace time.");
    public static readonly MetricFamily Overflow = new("gateway_metrics_overflow_total", Counter, "What was counted in series named other, because its family or all together are at their cap.", Coded("family", 7));
    public static readonly MetricFamily SeriesInUse = new("gateway_metrics_series", Gauge, "Series that are set aside, of all families.");
    public static readonly MetricFamily SeriesMaximum = new("gateway_metrics_series_maximum", Gauge, "How many series there may be.");

    public static readonly MetricFamily Captured = new("gateway_events_captured_total", Counter, "Exchanges that ended, and events found in the spool.");
    public static readonly MetricFamily Recovered = new("gateway_events_recovered_total", Counter, "Events found in the spool: of an earlier process, or for a restored database.");
    public static readonly MetricFamily Stored = new("gateway_events_stored_total", Counter, "Events in the database.");
    public static readonly MetricFamily Queued = new("gateway_events_queued", Gauge, "Events that wait for the database.");
    public static readonly MetricFamily Quarantined = new("gateway_events_quarantined_total", Counter, "Events that the database refused for their data.");
    public static readonly MetricFamily Dropped = new("gateway_events_dropped_total", Counter, "Events that were not kept, by reason.", Of("reason", Enum.GetNames<DropReason>()));
    public static readonly MetricFamily Faults = new("gateway_capture_faults_total", Counter, "Events that could not be built.");
    public static readonly MetricFamily Batches = new("gateway_writer_batches_total", Counter, "Batches that the writer stored.");
    public static readonly MetricFamily BatchSeconds = new("gateway_writer_batch_seconds", Gauge, "Time that the latest batch took.");
    public static readonly MetricFamily WriterRunning = new("gateway_writer_running", Gauge, "1 while the writer reaches the database.");
    public static readonly MetricFamily SpoolBytes = new("gateway_spool_bytes", Gauge, "What the spool takes in the data folder.");
    public static readonly MetricFamily SpoolMaximum = new("gateway_spool_maximum_bytes", Gauge, "What it may take.");
    public static readonly MetricFamily SpoolMemory = new("gateway_spool_memory_events", Gauge, "Events that only memory holds, because the disk cannot be used.");
    public static readonly MetricFamily SpoolTrouble = new("gateway_spool_disk_trouble", Gauge, "1 while the spool's disk cannot be used.");
    public static readonly MetricFamily SinkEvents = new("gateway_sink_events_total", Counter, "Events by sink and by what became of them.", Sink, Of("outcome", "delivered", "skipped", "lost"));
    public static readonly MetricFamily SinkQueued = new("gateway_sink_queued", Gauge, "Events that wait for the sink.", Sink);
    public static readonly MetricFamily FoldLag = new("gateway_fold_lag_seconds", Gauge, "How long the next bucket of sums has been over and is not built, by grain.", Grain);
    public static readonly MetricFamily FoldStale = new("gateway_fold_stale_buckets", Gauge, "Buckets of sums that got late events and wait to be built again, by grain.", Grain);
    public static readonly MetricFamily StageFailing = new("gateway_stage_failing", Gauge, "1 while the stage of the pipeline or the job cannot do its work; there once it has failed.", Coded("stage", 40));

    public static readonly MetricFamily AlertEvaluations = new("gateway_alert_evaluations_total", Counter, "Alerts that this node evaluated.");
    public static readonly MetricFamily AlertFailures = new("gateway_alert_failures_total", Counter, "Those of them that could not be judged.");
    public static readonly MetricFamily AlertLost = new("gateway_alert_lost_total", Counter, "Evaluations whose lease was over when they ended.");
    public static readonly MetricFamily AlertSeconds = new("gateway_alert_evaluation_seconds_total", Counter, "Time that evaluations took.");
    public static readonly MetricFamily AlertRows = new("gateway_alert_log_rows_total", Counter, "Rows that this node added to the log of alerts.");
    public static readonly MetricFamily AlertLag = new("gateway_alert_lag_seconds", Gauge, "How long after its moment the latest alert was evaluated.");
    public static readonly MetricFamily JobRuns = new("gateway_job_runs_total", Counter, "Runs of the jobs that each node does by itself.", Task);
    public static readonly MetricFamily JobFailures = new("gateway_job_failures_total", Counter, "Those of them that failed.", Task);
    public static readonly MetricFamily JobSeconds = new("gateway_job_last_run_seconds", Gauge, "Time that the latest run took.", Task);

    public static readonly MetricFamily Connections = new("gateway_connections", Gauge, "Open connections of all listeners.");
    public static readonly MetricFamily Rejected = new("gateway_connections_rejected_total", Counter, "Connections that were refused because there were too many.");
    public static readonly MetricFamily Collections = new("gateway_runtime_gc_collections_total", Counter, "Garbage collections.", Generation);
    public static readonly MetricFamily Pauses = new("gateway_runtime_gc_pause_seconds_total", Counter, "Time that garbage collection stopped the process.");
    public static readonly MetricFamily Heap = new("gateway_runtime_heap_bytes", Gauge, "Managed memory after the latest collection.", Generation);
    public static readonly MetricFamily Allocated = new("gateway_runtime_allocated_bytes_total", Counter, "Managed memory that was allocated.");
    public static readonly MetricFamily Threads = new("gateway_runtime_pool_threads", Gauge, "Threads of the pool.");
    public static readonly MetricFamily Waiting = new("gateway_runtime_pool_queued", Gauge, "Work that waits for a thread of the pool.");
    public static readonly MetricFamily Contentions = new("gateway_runtime_lock_contentions_total", Counter, "How often a thread waited for a lock.");
    public static readonly MetricFamily Exceptions = new("gateway_runtime_exceptions_total", Counter, "Exceptions that were thrown, caught ones too.");
    public static readonly MetricFamily Cpu = new("process_cpu_seconds_total", Counter, "CPU time of the process.");
    public static readonly MetricFamily Resident = new("process_resident_memory_bytes", Gauge, "Memory of the process.");
    public static readonly MetricFamily Started = new("process_start_time_seconds", Gauge, "When the process started, seconds since 1970.");

    /// <summary>All of them; by reflection, so that none is declared and forgotten.</summary>
    public static IReadOnlyList<MetricFamily> All { get; } =
        [.. typeof(Families).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(MetricFamily)).Select(field => (MetricFamily)field.GetValue(null)!)];

    /// <summary>Place of a status in <see cref="StatusClasses"/>.</summary>
    public static int ClassOf(int status) => status is >= 100 and <= 599 ? (status / 100) - 1 : 5;

    /// <summary>Place of a method in <see cref="MethodGroups"/>.</summary>
    public static int GroupOf(RequestMethod method) => method switch
    {
        RequestMethod.Get or RequestMethod.Head or RequestMethod.Options or RequestMethod.Trace => 0,
        RequestMethod.Post or RequestMethod.Put or RequestMethod.Patch or RequestMethod.Delete => 1,
        _ => 2,
    };
}
