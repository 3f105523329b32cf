using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>What others offer and their users ask for, by name, and the presets that answer it here.</summary>
public sealed class AskedForTests
{
    static readonly PresetCatalogue Catalogue = new([], new QueryOptions());
    static readonly TimeRange Range = new() { From = "2026-03-10T00:00:00Z", To = "2026-03-13T00:00:00Z" };

    QueryStand stand = null!;

    /// <summary>The nineteen queries of Otoroshi's user analytics.</summary>
    static readonly TestCaseData[] Otoroshi =
    [
        new("requests_total", new[] { "traffic/total" }),
        new("errors_total", new[] { "errors/total" }),
        new("requests_by_status", new[] { "traffic/by-status" }),
        new("requests_by_method", new[] { "traffic/by-method" }),
        new("requests_by_route", new[] { "traffic/top-routes" }),
        new("requests_by_api", new[] { "traffic/top-apis" }),
        new("requests_by_apikey", new[] { "consumers/top-keys" }),
        new("requests_by_user", new[] { "consumers/top-users" }),
        new("requests_by_domain", new[] { "traffic/top-hosts" }),
        new("requests_by_country", new[] { "clients/countries" }),
        new("top_error_routes", new[] { "errors/top-routes" }),
        new("requests_per_second", new[] { "traffic/requests-per-second" }),
        new("error_rate_ts", new[] { "errors/rate" }),
        new("duration_avg_ts", new[] { "performance/duration-average" }),
        new("overhead_avg_ts", new[] { "gateway/own-average" }),
        new("duration_percentiles_ts", new[] { "performance/percentiles" }),
        new("traffic_in_out_ts", new[] { "traffic/bytes" }),
        new("requests_by_status_class_ts", new[] { "traffic/status-classes" }),
        new("response_time_heatmap", new[] { "performance/heatmap" }),
    ];

    /// <summary>What Otoroshi's users ask for and did not get.</summary>
    static readonly TestCaseData[] Wishes =
    [
        new("by endpoint", new[] { "traffic/top-endpoints", "traffic/endpoints" }),
        new("refusals by reason", new[] { "refusals/by-reason", "refusals/reasons-over-time" }),
        new("upstream against gateway share", new[] { "gateway/shares", "gateway/own-by-route" }),
        new("slowest endpoints", new[] { "performance/slowest-endpoints" }),
        new("per-destination health", new[] { "upstreams/destinations", "upstreams/failures-by-destination" }),
        new("errors by cause", new[] { "errors/by-cause", "errors/by-reason", "errors/reasons-over-time" }),
        new("attempts", new[] { "upstreams/attempts", "upstreams/attempts-by-destination" }),
        new("retries", new[] { "upstreams/retries", "upstreams/retries-by-destination" }),
        new("per-key errors and latency", new[] { "consumers/keys", "consumers/keys-with-errors", "performance/slowest-keys" }),
        new("usage per key and month", new[] { "consumers/usage", "consumers/requests-by-month", "consumers/bytes-by-month" }),
        new("quotas", new[] { "consumers/quota-use", "refusals/by-quota" }),
    ];

    /// <summary>The least set of presets for key figures, rule API-8. Own usage has an endpoint of its own, <c>/me/usage</c>.</summary>
    static readonly TestCaseData[] KeyFigures =
    [
        new("requests_over_time", new[] { "traffic/requests" }),
        new("errors_over_time", new[] { "errors/errors" }),
        new("status_classes", new[] { "traffic/status-classes" }),
        new("latency_percentiles_over_time", new[] { "performance/percentiles" }),
        new("top_routes", new[] { "traffic/top-routes" }),
        new("slowest_routes", new[] { "performance/slowest-routes" }),
        new("top_upstreams", new[] { "upstreams/by-cluster", "upstreams/by-destination" }),
        new("bytes_over_time", new[] { "traffic/bytes" }),
        new("active_visitors_over_time", new[] { "visitors/active" }),
        new("visitors_total", new[] { "visitors/total" }),
        new("active_users_over_time", new[] { "consumers/active-users" }),
        new("unique_users_total", new[] { "consumers/users-total" }),
        new("concurrent_users", new[] { "consumers/concurrent-users" }),
        new("sessions_over_time", new[] { "visitors/by-hour" }),
        new("top_pages", new[] { "visitors/top-pages" }),
        new("top_referrers", new[] { "visitors/top-referrers" }),
        new("referrer_classes", new[] { "visitors/referrer-classes" }),
        new("campaigns", new[] { "visitors/campaigns" }),
        new("browsers", new[] { "clients/browsers" }),
        new("systems", new[] { "clients/systems" }),
        new("devices", new[] { "clients/devices" }),
        new("countries", new[] { "clients/countries" }),
        new("bots_over_time", new[] { "clients/bots-over-time" }),
        new("filtered_by_reason", new[] { "visitors/not-counted", "refusals/by-reason" }),
        new("requests_by_team", new[] { "traffic/teams-over-time" }),
        new("top_teams", new[] { "traffic/top-teams" }),
        new("top_consumers", new[] { "consumers/top-consumers" }),
        new("requests_per_user_distribution", new[] { "consumers/users-by-number-of-requests" }),
        new("requests_per_user_trend", new[] { "consumers/requests-per-user-over-time" }),
        new("team_activity_summary", new[] { "traffic/teams" }),
        new("team_usage", new[] { "consumers/usage" }),
        new("token_usage_over_time", new[] { "tokens/over-time" }),
        new("token_usage_by_model", new[] { "tokens/by-model" }),
        new("token_usage_by_consumer", new[] { "tokens/by-consumer" }),
        new("token_cost", new[] { "tokens/cost" }),
        new("live", new[] { "traffic/live" }),
    ];

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        var now = new DateTimeOffset(SampleTraffic.Start).AddDays(4);
        stand = await QueryStand.CreateAsync(now, SampleTraffic.Make(3000, TimeSpan.FromDays(3)));
        await stand.ReportAsync("node-1", now);
        await stand.ReportAsync("node-2", now);
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    [TestCaseSource(nameof(Otoroshi))]
    [TestCaseSource(nameof(Wishes))]
    [TestCaseSource(nameof(KeyFigures))]
    public async Task A_question_has_presets_that_answer_it_or_wait_for_their_feature(string question, string[] names)
    {
        foreach (var name in names)
        {
            if (Catalogue.Awaited.Any(preset => preset.Name == name))
                continue;
            Assert.That(Catalogue.TryFind(name, out var preset), $"{question}: there is no preset {name}");
            var answer = await stand.AskAsync(QueryScope.AllTenants, new Query { Preset = name }, Range);
            Assert.That(Figures(answer), Has.Some.GreaterThan(0), $"{question}: {name} answers nothing");
            Assert.That(preset!.Title, Is.Not.Empty);
        }
    }

    [Test]
    public void The_nineteen_queries_wait_for_nothing() =>
        Assert.That(Otoroshi.SelectMany(each => (string[])each.Arguments[1]!).Where(name => !Catalogue.TryFind(name, out _)), Is.Empty);

    [Test]
    public void A_preset_that_waits_is_offered_nowhere_and_stands_in_the_reference()
    {
        var marked = Presets.BuiltIn.Where(preset => preset.ArrivesWith is not null).ToList();
        Assert.That(Catalogue.Awaited, Is.EqualTo(marked), "one that can run has lost its mark");
        Assert.That(marked.Select(preset => preset.ArrivesWith!.Value).Distinct(), Is.EquivalentTo(Enum.GetValues<Feature>()));
        Assert.That(Catalogue.Describe().Presets.Select(preset => preset.Name).Intersect(marked.Select(preset => preset.Name)), Is.Empty);
        var reference = PresetReference.Markdown(Catalogue).Split("## Presets to come")[1].Split("## Measures")[0];
        Assert.That(marked.Where(preset => !reference.Contains($"`{preset.Name}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_preset_arrives_with_the_words_it_is_made_of()
    {
        var words = new Vocabulary([Measure.OfEvents("retries", "Retries", Units.Count, "sum(greatest(attempts - 1, 0))", "Attempts after the first.")], []);
        var catalogue = new PresetCatalogue([], new QueryOptions(), words);
        Assert.That(catalogue.TryFind("upstreams/retries", out _));
        Assert.That(catalogue.Awaited.Select(preset => preset.ArrivesWith), Has.None.EqualTo(Feature.Retries));
        Assert.That(catalogue.Describe().Presets.Select(preset => preset.Name), Does.Contain("upstreams/retries-by-destination"));
    }

    [Test]
    public async Task A_preset_has_an_interval_of_its_own_unless_the_question_names_one_or_the_range_is_too_long()
    {
        async Task<string?> IntervalAsync(TimeRange range) => (await stand.AskAsync<SeriesResult>(QueryScope.AllTenants, new Query { Preset = "consumers/concurrent-users" }, range)).Interval;
        Assert.That(await IntervalAsync(Range), Is.EqualTo("15m"));
        Assert.That(await IntervalAsync(Range with { Interval = "auto" }), Is.EqualTo("15m"));
        Assert.That(await IntervalAsync(Range with { Interval = "1h" }), Is.EqualTo("1h"));
        Assert.That(await IntervalAsync(Range with { From = "2026-02-10T00:00:00Z" }), Is.EqualTo("6h"));

        // Beside it in the batch the range keeps its own.
        var both = await stand.Engine.RunAsync(QueryScope.AllTenants, new QueryRequest
        {
            Queries = [new Query { Ref = "own", Preset = "consumers/concurrent-users" }, new Query { Ref = "usual", Preset = "consumers/active-users" }],
            Range = Range,
        }, default);
        Assert.That(both.Results.Values.Cast<SeriesResult>().Select(each => each.Interval), Is.EqualTo(new[] { "15m", "1h" }));
        var quarters = (SeriesResult)both.Results["own"];
        Assert.That(quarters.Series[0].Values, Is.EqualTo(quarters.Buckets.Select(bucket => (double?)Expected.Measure(
            "users", [.. stand.Events.Where(each => each.Time >= bucket && each.Time < bucket.AddMinutes(15))], 900))));
    }

    static IEnumerable<double?> Figures(QueryResult answer) => answer switch
    {
        NumberResult number => [number.Value],
        TableResult table => table.Rows.Select(row => row.Values["value"]),
        RankingResult ranking => ranking.Rows.SelectMany(row => row.Values.Values),
        SeriesResult series => series.Series.SelectMany(line => line.Values),
        MatrixResult matrix => matrix.Values.SelectMany(band => band),
        _ => [],
    };
}
