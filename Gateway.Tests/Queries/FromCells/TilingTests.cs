using Gateway.Analytics.Queries;
using Gateway.Analytics.Queries.FromCells;
using Gateway.Analytics.Rollups;
using NUnit.Framework;

namespace Gateway.Tests.Queries.FromCells;

public sealed class TilingTests
{
    static readonly DateTimeOffset Since = At("2026-03-01 00:00");

    [Test]
    public void The_largest_cells_lie_inside_and_smaller_ones_along_the_edges()
    {
        var laid = Lay("2026-03-08 22:40:30", "2026-03-11 01:31", Grain.Day, Grain.Hour, Grain.Quarter, Grain.Minute);
        Assert.That(laid, Is.EqualTo(new[]
        {
            "22:40:30-22:41:00 raw", "22:41:00-22:45:00 Minute", "22:45:00-23:00:00 Quarter", "23:00:00-00:00:00 Hour", "00:00:00-00:00:00 Day",
            "00:00:00-01:00:00 Hour", "01:00:00-01:30:00 Quarter", "01:30:00-01:31:00 Minute",
        }));
    }

    [Test]
    public void What_is_not_built_yet_is_left_to_finer_cells_and_to_raw_events()
    {
        GrainStatus[] grains = [Status(Grain.Day, "2026-03-10 00:00"), Status(Grain.Hour, "2026-03-10 13:00"), Status(Grain.Minute, "2026-03-10 13:47")];
        var laid = Tiling.Of(new Window(At("2026-03-09 00:00"), At("2026-03-10 14:00"), []), grains);
        Assert.That(laid.Select(Show), Is.EqualTo(new[] { "00:00:00-00:00:00 Day", "00:00:00-13:00:00 Hour", "13:00:00-13:47:00 Minute", "13:47:00-14:00:00 raw" }));
    }

    [Test]
    public void The_hour_that_is_not_over_is_laid_as_far_as_it_is_counted_and_never_in_part()
    {
        GrainStatus[] grains = [Status(Grain.Hour, "2026-03-10 13:00") with { Running = new Span(At("2026-03-10 13:00"), At("2026-03-10 13:47")) }, Status(Grain.Minute, "2026-03-10 13:48")];
        string[] Of(string to, params string[] edges) => [.. Tiling.Of(new Window(At("2026-03-10 12:00"), At(to), [.. edges.Select(At)]), grains).Select(Show)];
        Assert.That(Of("2026-03-10 13:48:05"), Is.EqualTo(new[] { "12:00:00-13:00:00 Hour", "13:00:00-13:47:00 Hour so far", "13:47:00-13:48:00 Minute", "13:48:00-13:48:05 raw" }));
        Assert.That(Of("2026-03-10 13:46"), Is.EqualTo(new[] { "12:00:00-13:00:00 Hour", "13:00:00-13:46:00 Minute" }));
        Assert.That(
            Of("2026-03-10 14:00", "2026-03-10 12:00", "2026-03-10 13:30", "2026-03-10 14:00"),
            Is.EqualTo(new[] { "12:00:00-13:00:00 Hour", "13:00:00-13:48:00 Minute", "13:48:00-14:00:00 raw" }));

        grains = [grains[0] with { Through = At("2026-03-10 11:00") }];
        Assert.That(Of("2026-03-10 14:00"), Is.EqualTo(new[] { "12:00:00-13:00:00 raw", "13:00:00-13:47:00 Hour so far", "13:47:00-14:00:00 raw" }));
    }

    [Test]
    public void Cells_never_reach_over_the_edge_of_a_bucket()
    {
        // Days of Kathmandu begin at 18:15 UTC.
        DateTimeOffset[] edges = [At("2026-03-08 18:15"), At("2026-03-09 18:15"), At("2026-03-10 18:15")];
        var laid = Tiling.Of(new Window(edges[0], edges[^1], edges), [Status(Grain.Day), Status(Grain.Hour), Status(Grain.Quarter)]);
        Assert.That(laid.Select(Show), Is.EqualTo(new[]
        {
            "18:15:00-19:00:00 Quarter", "19:00:00-18:00:00 Hour", "18:00:00-19:00:00 Quarter", "19:00:00-18:00:00 Hour", "18:00:00-18:15:00 Quarter",
        }));
    }

    [Test]
    public void Before_the_first_cell_and_without_cells_raw_events_answer()
    {
        Assert.That(Lay("2026-02-27 10:00", "2026-03-01 02:00", Grain.Hour), Is.EqualTo(new[] { "10:00:00-00:00:00 raw", "00:00:00-02:00:00 Hour" }));
        Assert.That(Lay("2026-03-02 10:00", "2026-03-03 02:00"), Is.EqualTo(new[] { "10:00:00-02:00:00 raw" }));
        var unbuilt = Tiling.Of(new Window(At("2026-03-02 10:00"), At("2026-03-03 02:00"), []), [new GrainStatus(Grain.Hour, null, null, 0, null, null, null)]);
        Assert.That(unbuilt.Select(Show), Is.EqualTo(new[] { "10:00:00-02:00:00 raw" }));
    }

    [Test]
    public void What_waits_to_be_built_again_is_left_to_finer_cells_and_to_raw_events()
    {
        GrainStatus[] grains =
        [
            Status(Grain.Day) with { StaleSpans = [new Span(At("2026-03-10 00:00"), At("2026-03-11 00:00"))] },
            Status(Grain.Hour) with { StaleSpans = [new Span(At("2026-03-10 05:00"), At("2026-03-10 06:00"))] },
            Status(Grain.Minute) with { StaleSpans = [new Span(At("2026-03-10 05:07"), At("2026-03-10 05:08"))] },
        ];
        var laid = Tiling.Of(new Window(At("2026-03-09 00:00"), At("2026-03-12 00:00"), []), grains);
        Assert.That(laid.Select(Show), Is.EqualTo(new[]
        {
            "00:00:00-00:00:00 Day", "00:00:00-05:00:00 Hour", "05:00:00-05:07:00 Minute", "05:07:00-05:08:00 raw", "05:08:00-06:00:00 Minute",
            "06:00:00-00:00:00 Hour", "00:00:00-00:00:00 Day",
        }));
    }

    [Test]
    public void Stretches_cover_the_window_without_gaps_whatever_its_edges()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var edges = Enumerable.Range(0, 1 + random.Next(20)).Select(_ => Since.AddSeconds(random.Next(-100_000, 2_000_000))).Distinct().Order().ToArray();
            var window = edges.Length == 1 ? new Window(edges[0], edges[0].AddSeconds(random.Next(1, 500_000)), []) : new Window(edges[0], edges[^1], edges);
            var grains = Grains.All.Reverse().Where(_ => random.Next(2) == 0).Select(grain => Status(grain, "2026-03-15 00:00")).ToArray();
            var laid = Tiling.Of(window, grains);
            Assert.That(laid[0].From, Is.EqualTo(window.From));
            Assert.That(laid[^1].To, Is.EqualTo(window.To));
            Assert.That(laid.Zip(laid.Skip(1)).All(pair => pair.First.To == pair.Second.From), Is.True);
            foreach (var stretch in laid.Where(stretch => stretch.Grain is not null))
            {
                Assert.That(stretch.Grain!.Value.Floor(stretch.From), Is.EqualTo(stretch.From));
                Assert.That(stretch.Grain!.Value.Floor(stretch.To), Is.EqualTo(stretch.To));
            }
        }
    }

    static string[] Lay(string from, string to, params Grain[] grains) =>
        [.. Tiling.Of(new Window(At(from), At(to), []), [.. grains.Select(grain => Status(grain))]).Select(Show)];

    static GrainStatus Status(Grain grain, string through = "2026-04-01 00:00") => new(grain, Since, At(through), 0, null, null, null);

    static string Show(Stretch stretch) => $"{stretch.From:HH:mm:ss}-{stretch.To:HH:mm:ss} {stretch.Grain?.ToString() ?? "raw"}{(stretch.IsRunning ? " so far" : "")}";

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
