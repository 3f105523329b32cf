using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Capture;
using Gateway.Hosting;

namespace Gateway.Metrics;

/// <summary>
/// Counts every finished exchange: by ids of the configuration as far as the caps reach, and by closed sets. All sums of a family
/// of requests are equal, and equal to what was captured, but for clients that wait for their class (see <see cref="ClientSeries"/>).
/// </summary>
sealed class RequestMetrics : IExchangeMetrics
{
    /// <summary>Exchanges without a route; no id of the configuration is like it.</summary>
    const string None = "_none";

    static readonly int[] ReasonPlaces = Places();

    readonly HashSet<string> hidden;
    readonly CappedSeries<RouteSeries> routes;
    readonly CappedSeries<ClusterSeries> clusters;
    readonly ClosedSeries methods = new(Families.Methods);
    readonly ClosedSeries failures = new(Families.Failures);
    readonly ClientSeries clients;
    long active;

    public RequestMetrics(MetricsOptions options, UserAgentCache agents, TimeProvider time)
    {
        var bounds = new HistogramBounds(options.BucketMicros()!);
        var finite = bounds.Micros.Length;
        hidden = [.. options.HiddenLabels];
        // One more for the destinations beyond the cap, which have no child of their own.
        Budget = new SeriesBudget(options.SeriesMaximum, 1 + Families.All.Where(family => !family.IsConfigured).Sum(family => family.Series(finite)));
        routes = Capped(options, finite, [Families.Requests, Families.Duration, Families.Start, Families.Bytes], id => new RouteSeries(Exposition.Labels(("tenant", id.Tenant), ("route", id.Id)), bounds));
        clusters = Capped(options, finite, [Families.Upstream, Families.UpstreamRequests], id => new ClusterSeries(Exposition.Labels(("tenant", id.Tenant), ("cluster", id.Id)), bounds));
        clients = new ClientSeries(agents, time);
    }

    public SeriesBudget Budget { get; }

    /// <summary>What was counted in the series for the rest, by family.</summary>
    public IEnumerable<(MetricFamily Family, long Count)> Overflow =>
    [
        (Families.Requests, routes.Folded), (Families.Duration, routes.Folded), (Families.Start, routes.Folded), (Families.Bytes, routes.Folded),
        (Families.Upstream, clusters.Folded), (Families.UpstreamRequests, clusters.Folded),
    ];

    public void Began() => Interlocked.Increment(ref active);

    public void Ended() => Interlocked.Decrement(ref active);

    public void Count(in RequestEvent captured)
    {
        var status = Families.ClassOf(captured.Status);
        routes.Of(Seen(captured.Tenant, captured.Route ?? None, "route")).Count(in captured);
        if (captured is { Cluster: { } cluster, UpstreamMicros: >= 0 })
            clusters.Of(Seen(captured.Tenant, cluster, "cluster")).Count(in captured);
        methods.Add(((int)captured.Method * Families.StatusClasses.Count) + status);
        if (captured.Reason != Reason.None)
            failures.Add(ReasonPlaces[(int)captured.Reason]);
        clients.Count(captured.UserAgent, status);
    }

    /// <summary>The series of a route are there from now on, with 0, if there is room; else a rise from nothing would be missed.</summary>
    public void Know(string tenant, string route, string cluster)
    {
        routes.TryKnow(Seen(tenant, route, "route"), out _);
        clusters.TryKnow(Seen(tenant, cluster, "cluster"), out _);
    }

    public void Write(Exposition to)
    {
        Write(to, Families.Requests, routes.Children, static (route, to) => route.WriteRequests(to));
        Write(to, Families.Duration, routes.Children, static (route, to) => route.WriteDuration(to));
        Write(to, Families.Start, routes.Children, static (route, to) => route.WriteStart(to));
        Write(to, Families.Bytes, routes.Children, static (route, to) => route.WriteBytes(to));
        methods.Write(to);
        failures.Write(to);
        to.One(Families.Active, Interlocked.Read(ref active));
        Write(to, Families.Upstream, clusters.Children, static (cluster, to) => cluster.WriteDuration(to));
        Write(to, Families.UpstreamRequests, clusters.Children, static (cluster, to) => cluster.WriteRequests(to));
        clients.Write(to);
    }

    /// <summary>Labels of the configuration; those that the operator hides say nothing.</summary>
    public string Labels(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var shown = labels.ToArray();
        foreach (ref var label in shown.AsSpan())
            label.Value = Shown(label.Name, label.Value);
        return Exposition.Labels(shown);
    }

    static void Write<T>(Exposition to, MetricFamily family, IEnumerable<T> children, Action<T, Exposition> write)
    {
        to.Begin(family);
        foreach (var child in children)
            write(child, to);
    }

    CappedSeries<T> Capped<T>(MetricsOptions options, int bounds, MetricFamily[] families, Func<OwnedId, T> make)
        where T : class =>
        new(Budget, options.SeriesPerFamily, families.Max(family => family.Series(bounds)), families.Sum(family => family.Series(bounds)), make);

    // Before the look-up: what is shown alike is one child, or two series would bear the same labels.
    OwnedId Seen(string tenant, string id, string label) => new(Shown("tenant", tenant), Shown(label, id));

    string Shown(string label, string value) => hidden.Count > 0 && hidden.Contains(label) ? "" : value;

    static int[] Places()
    {
        var reasons = Enum.GetValues<Reason>();
        var places = new int[(int)reasons.Max() + 1];
        for (var place = 1; place < reasons.Length; place++)
            places[(int)reasons[place]] = place - 1;
        return places;
    }
}
