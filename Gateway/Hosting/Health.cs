using Gateway.Admin.Certificates;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Spool;
using Gateway.Proxy;

namespace Gateway.Hosting;

/// <summary>
/// What machines ask on the metrics listener. Live: the process runs. Ready: the proxy has a configuration and does not stop.
/// A database away makes the node degraded, never dead: its traffic flows.
/// </summary>
sealed class Health(
    ConfigFeed feed, NodeSignals signals, ISpool spool, SinkLoops sinks, DatabaseAddress address, HeldCertificates certificates, IHostApplicationLifetime life)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/live", () => TypedResults.Text("live\n"));
        endpoints.MapGet("/ready", () =>
        {
            var (status, problems) = State();
            return TypedResults.Json(new Answer(status, feed.Status.Version, problems), statusCode: status == "unavailable" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        });
    }

    /// <summary>Whether a database did not answer the last time.</summary>
    public bool IsDatabaseAway => Away().Any();

    /// <summary>The node's state in one word, and what is wrong.</summary>
    public (string Status, IReadOnlyList<string> Problems) State()
    {
        var problems = new List<string>();
        var isReady = feed.Ready.IsCompletedSuccessfully && !life.ApplicationStopping.IsCancellationRequested;
        if (!feed.Ready.IsCompletedSuccessfully)
            problems.Add("no configuration yet");
        if (life.ApplicationStopping.IsCancellationRequested)
            problems.Add("stopping");
        problems.AddRange(Away());
        if (feed.Status.SnapshotFrom is { } from)
            problems.Add($"serving the snapshot of {from:O}");
        if (feed.Status.Refusal is { } refusal)
            problems.Add($"the newest configuration is refused: {refusal}");
        if (spool.State().Trouble is { } trouble)
            problems.Add($"the spool's disk cannot be used, events wait in memory: {trouble}");
        foreach (var sink in sinks.Statuses.Where(sink => sink.Trouble is not null))
            problems.Add($"the sink {sink.Counts.Name} takes no events: {sink.Trouble}");
        var counts = spool.Reader.Counts();
        if (counts.Dropped.Values.Sum() > 0)
            problems.Add($"{counts.Dropped.Values.Sum()} events were dropped");
        problems.AddRange(certificates.Current.All.Where(held => held.Trouble is not null).Select(held => $"the certificate {held.Published.Tenant}/{held.Published.Id} cannot be used as it is: {held.Trouble}"));
        return (isReady ? problems.Count == 0 ? "ready" : "degraded" : "unavailable", problems);
    }

    /// <summary>Which database does not answer.</summary>
    IEnumerable<string> Away()
    {
        var (isStoreAway, areEventsAway) = (signals.IsStoreAway, signals.AreEventsAway);
        if (!address.IsSplit && (isStoreAway || areEventsAway))
            yield return "the database is away";
        if (address.IsSplit && isStoreAway)
            yield return "the database of the configuration is away (ConnectionStrings:Gateway)";
        if (address.IsSplit && areEventsAway)
            yield return "the database of events is away (ConnectionStrings:Analytics)";
    }

    sealed record Answer(string Status, int ConfigVersion, IReadOnlyList<string> Problems);
}
