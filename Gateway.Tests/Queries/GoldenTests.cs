using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

/// <summary>
/// Every measure, dimension and preset against the same figures computed from the list of events: from raw events alone, from
/// cells alone, and from both.
/// </summary>
/// <param name="folded">Hours of the traffic that are in cells.</param>
[TestFixture(0)]
[TestFixture(39.4)]
[TestFixture(78)]
public sealed class GoldenTests(double folded)
{
    static readonly DateTimeOffset From = SampleTraffic.Start;
    static readonly DateTimeOffset To = From.AddDays(3);
    static readonly TimeRange Range = new() { From = "2026-03-10T00:00:00Z", To = "2026-03-13T00:00:00Z", Interval = "6h" };

    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        stand = await QueryStand.CreateAsync(To.AddHours(6), SampleTraffic.Make(6000, TimeSpan.FromDays(3)));
        await stand.ReportAsync("node-1", From.AddHours(folded));
        await stand.ReportAsync("node-2", From.AddHours(folded));
        if (folded > 0)
            await stand.FoldAsync();
        await stand.AdvanceAsync(To.AddHours(6));
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    static IEnumerable<string> MeasureNames => Measures.All.Select(measure => measure.Name);

    static IEnumerable<string> DimensionNames => Dimensions.All.Where(dimension => dimension.Splits).Select(dimension => dimension.Name);

    static IEnumerable<Preset> AllPresets => new PresetCatalogue([], new QueryOptions()).All;

    [TestCaseSource(nameof(MeasureNames))]
    public async Task A_measure_is_what_the_list_gives_as_number_series_and_ranking(string measure)
    {
        foreach (var scope in new[] { new QueryScope("acme"), QueryScope.AllTenants })
        {
            await CheckAsync(scope, new Query { Measures = [measure] });
            await CheckAsync(scope, new Query { Measures = [measure], Split = "time" });
            await CheckAsync(scope, new Query { Measures = [measure], Split = "route", Limit = 3 });
            await CheckAsync(scope, new Query { Measures = [measure], Split = "group", Limit = 2 });
            await CheckAsync(scope, new Query { Measures = [measure], Split = new Split(["time", "route"]), Limit = 3 });
        }
    }

    [TestCaseSource(nameof(DimensionNames))]
    public async Task A_dimension_splits_as_the_list_does(string dimension)
    {
        foreach (var order in new[] { "requests", "requests asc", "key", "p95" })
            await CheckAsync(QueryScope.AllTenants, new Query { Measures = ["requests", "errors", "bytesOut"], Split = dimension, Limit = 4, Order = order });
        if (!Dimensions.All.Single(each => each.Name == dimension).AcrossTenants)
            await CheckAsync(new QueryScope("globex") { SeesPersons = true }, new Query { Measures = ["requests", "p50"], Split = dimension, Limit = 1000 });
    }

    [TestCaseSource(nameof(AllPresets))]
    public async Task A_preset_is_what_the_list_gives(Preset preset)
    {
        await CheckAsync(QueryScope.AllTenants, preset.Query, new Query { Preset = preset.Name });
        if (new PresetCatalogue([], new QueryOptions()).Describe().Presets.Single(each => each.Name == preset.Name).Tier != PresetTier.Platform)
            await CheckAsync(new QueryScope("acme") { SeesPersons = true }, preset.Query, new Query { Preset = preset.Name });
    }

    async Task CheckAsync(QueryScope scope, Query meant, Query? asked = null)
    {
        var events = stand.Events
            .Where(each => scope.IsAllTenants || each.Tenant == scope.Tenant)
            .Where(each => (meant.Filters ?? []).All(filter => Expected.Keys(filter!.Dimension!, each).Intersect(filter.Values!).Any()))
            .ToList();
        switch (await stand.AskAsync(scope, asked ?? meant, Range))
        {
            case NumberResult number:
                Same(number.Value, Expected.Measure(meant.Measures![0]!, events, Seconds(From, To)), meant.Measures[0]!);
                break;
            case TableResult table:
                foreach (var row in table.Rows)
                    Same(row.Values["value"], Expected.Measure(row.Key, events, Seconds(From, To)), row.Key);
                break;
            case RankingResult ranking:
                CheckRanking(ranking, meant, events, scope);
                break;
            case SeriesResult series:
                CheckSeries(series, meant, events, scope);
                break;
            case MatrixResult matrix:
                CheckMatrix(matrix, events);
                break;
            case var other:
                Assert.Fail($"{other}");
                break;
        }
    }

    void CheckRanking(RankingResult ranking, Query meant, List<SampleEvent> events, QueryScope scope)
    {
        var (first, rest) = ranking.Exact
            ? Ranked(meant, events, scope, ranking.Dimension, most: meant.Limit ?? 10)
            : Nearly([.. ranking.Rows.Select(row => (row.Tenant ?? "", row.Key))], meant, events, scope, ranking.Dimension);
        Assert.That(ranking.Rows.Select(row => (row.Tenant ?? "", row.Key)), Is.EqualTo(first.Select(each => (each.Tenant, each.Key))));
        foreach (var (row, own) in ranking.Rows.Zip(first))
            SameValues(row.Values, own.Events);
        Assert.That(ranking.Other is null, Is.EqualTo(rest.Count == 0));
        if (ranking.Other is not null)
            SameValues(ranking.Other, rest);
        SameValues(ranking.Total, events);
    }

    void CheckSeries(SeriesResult series, Query meant, List<SampleEvent> events, QueryScope scope)
    {
        Assert.That(series.Buckets, Is.EqualTo(Enumerable.Range(0, 12).Select(bucket => From.AddHours(6 * bucket))));
        if (meant.Split!.By is not [_, { } dimension])
        {
            Assert.That(series.Series.Select(line => line.Name), Is.EqualTo(meant.Measures));
            foreach (var line in series.Series)
                SameLine(line, line.Name, events);
            return;
        }

        var shown = series.Series.Where(line => line.Name != "(other)").Select(line => (line.Tenant ?? "", line.Name == "(none)" ? null : line.Name)).ToList();
        var (first, rest) = series.Exact
            ? Ranked(meant, events, scope, dimension, most: meant.Limit ?? 10)
            : Nearly(shown, meant, events, scope, dimension);
        var expected = first.Select(each => (Name: each.Key ?? "(none)", each.Tenant, each.Events)).ToList();
        if (rest.Count > 0)
            expected.Add(("(other)", "", rest));
        Assert.That(series.Series.Select(line => (line.Name, line.Tenant ?? "")), Is.EqualTo(expected.Select(each => (each.Name, each.Tenant))));
        foreach (var (line, own) in series.Series.Zip(expected))
            SameLine(line, meant.Measures![0]!, own.Events);
    }

    static void CheckMatrix(MatrixResult matrix, List<SampleEvent> events)
    {
        var timed = events.Where(each => each.Status is not (0 or 101) && (int)each.Protocol != 5).ToList();
        for (var band = 0; band < matrix.Y.Count; band++)
        {
            var upper = band + 1 < matrix.LowerMs.Count ? matrix.LowerMs[band + 1] : double.MaxValue;
            for (var bucket = 0; bucket < matrix.X.Count; bucket++)
            {
                var start = matrix.X[bucket];
                var count = timed.Count(each => each.Time >= start && each.Time < start.AddHours(6)
                    && each.DurationMicros / 1000.0 >= matrix.LowerMs[band] && each.DurationMicros / 1000.0 < upper);
                Assert.That(matrix.Values[band][bucket], Is.EqualTo(count), $"{matrix.Y[band]} at {start}");
            }
        }
    }

    /// <summary>Groups in their order, and the events of all groups past the limit: an event in two of them is there twice.</summary>
    static (List<(string Tenant, string? Key, List<SampleEvent> Events)> First, List<SampleEvent> Others) Ranked(
        Query meant, List<SampleEvent> events, QueryScope scope, string dimension, int most)
    {
        var words = (meant.Order ?? meant.Measures![0]!).Split(' ');
        var apart = scope.IsAllTenants && Expected.PerTenant(dimension);
        var groups = events
            .SelectMany(each => Expected.Keys(dimension, each).Select(key => (Tenant: apart ? each.Tenant : "", Key: key, Event: each)))
            .GroupBy(each => (each.Tenant, each.Key))
            .Select(group => (group.Key.Tenant, group.Key.Key, Events: group.Select(each => each.Event).ToList()))
            .Select(group => (Group: group, Rank: words[0] == "key" ? 0 : Expected.Measure(words[0], group.Events, 1)));
        var ordered = words is [_, "asc"]
            ? groups.OrderBy(each => each.Rank is null).ThenBy(each => each.Rank)
            : groups.OrderBy(each => each.Rank is null).ThenByDescending(each => each.Rank);
        var all = ordered
            .ThenBy(each => Stored(dimension, each.Group.Key))
            .ThenBy(each => each.Group.Key ?? "", StringComparer.Ordinal)
            .ThenBy(each => each.Group.Tenant, StringComparer.Ordinal)
            .Select(each => each.Group)
            .ToList();
        return ([.. all.Take(most)], [.. all.Skip(most).SelectMany(group => group.Events)]);
    }

    /// <summary>The groups in the order of an answer whose percentiles may be 1 % off: each has at least nearly the rank of the next.</summary>
    static (List<(string Tenant, string? Key, List<SampleEvent> Events)> First, List<SampleEvent> Others) Nearly(
        List<(string Tenant, string? Key)> shown, Query meant, List<SampleEvent> events, QueryScope scope, string dimension)
    {
        var all = Ranked(meant, events, scope, dimension, most: int.MaxValue).First;
        var first = shown.Select(key => all.Single(each => (each.Tenant, each.Key) == key)).ToList();
        var words = (meant.Order ?? meant.Measures![0]!).Split(' ');
        var others = all.Except(first).ToList();
        if (words[0] != "key")
        {
            var ranks = first.Concat(others.Count > 0 ? [others[0]] : []).Select(each => Expected.Measure(words[0], each.Events, 1) ?? double.NaN).ToList();
            foreach (var (one, two) in ranks.Zip(ranks.Skip(1)).Where(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second)))
                Assert.That(words is [_, "asc"] ? one <= two * 1.021 : one * 1.021 >= two, $"{one} before {two}");
        }

        return (first, [.. others.SelectMany(group => group.Events)]);
    }

    /// <summary>Closed sets and numbers are ordered by what is stored, texts by their letters.</summary>
    static int Stored(string dimension, string? key)
    {
        var values = Dimensions.All.Single(each => each.Name == dimension).Values;
        return values.Count > 0 ? values.First(value => value.Name == key).Number
            : dimension is "status" or "configVersion" ? int.Parse(key ?? "0", System.Globalization.CultureInfo.InvariantCulture)
            : 0;
    }

    void SameLine(SeriesLine line, string measure, List<SampleEvent> events)
    {
        for (var bucket = 0; bucket < line.Values.Count; bucket++)
        {
            var start = From.AddHours(6 * bucket);
            var own = events.Where(each => each.Time >= start && each.Time < start.AddHours(6)).ToList();
            Same(line.Values[bucket], Expected.Measure(measure, own, Seconds(start, start.AddHours(6))), $"{measure} of {line.Name} at {start}");
        }
    }

    void SameValues(IReadOnlyDictionary<string, double?> values, List<SampleEvent> events)
    {
        foreach (var (measure, value) in values)
            Same(value, Expected.Measure(measure, events, Seconds(From, To)), measure);
    }

    void Same(double? actual, double? expected, string what = "")
    {
        if (expected is null)
            Assert.That(actual, Is.Null, what);
        else
            Assert.That(actual, Is.EqualTo(expected).Within(folded > 0 && IsPercentile(what) ? 1.0001 : 1e-9).Percent, what);
    }

    static bool IsPercentile(string what) => what.Split(' ')[0] is { Length: > 1 } measure && (char.IsAsciiDigit(measure[1]) || measure.Contains("P9", StringComparison.Ordinal) || measure.Contains("P7", StringComparison.Ordinal) || measure.Contains("P5", StringComparison.Ordinal));

    static double Seconds(DateTimeOffset from, DateTimeOffset to) => (to - from).TotalSeconds;
}
