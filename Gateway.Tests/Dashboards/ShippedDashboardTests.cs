using Gateway.Admin.Contract;
using Gateway.Admin.Dashboards;
using Gateway.Analytics.Queries;
using Gateway.Tests.Queries;
using NUnit.Framework;
using FieldErrors = Gateway.Admin.Contract.FieldErrors;

namespace Gateway.Tests.Dashboards;

/// <summary>Each dashboard that comes with the gateway, on traffic with everything in it.</summary>
public sealed class ShippedDashboardTests
{
    const int Columns = 12;
    static readonly DateTimeOffset From = SampleTraffic.Start;
    static readonly TimeRange Range = new() { From = "2026-03-10T00:00:00Z", To = "2026-03-13T00:00:00Z" };

    QueryStand stand = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        stand = await QueryStand.CreateAsync(From.AddDays(3).AddHours(6), SampleTraffic.Make(6000, TimeSpan.FromDays(3)));
        await stand.ReportAsync("node-1", From.AddDays(3).AddHours(6));
    }

    [OneTimeTearDown]
    public async Task EmptyAsync() => await stand.DisposeAsync();

    static IEnumerable<TestCaseData> All => ShippedDashboards.Load().All.Select(each => new TestCaseData(each.Id));

    static DashboardDocument Dashboard(string id) => ShippedDashboards.Load().Find(id, "acme")!;

    [Test]
    public void They_are_the_nine_that_the_guide_names() => Assert.That(
        ShippedDashboards.Load().All.Select(each => each.Id),
        Is.EquivalentTo(new[] { "overview", "performance", "errors", "apis-and-routes", "consumers", "clients", "refusals", "upstreams", "gateway" }));

    [TestCaseSource(nameof(All))]
    public void It_keeps_the_rules_for_dashboards(string id)
    {
        var errors = new FieldErrors();
        new DashboardChecks(stand.Engine, new PresetCatalogue([], new QueryOptions())).Run(Dashboard(id), "acme", errors, "");
        Assert.That(errors.ToProblem().Select(each => $"{each.Key} {each.Value[0]}"), Is.Empty);
    }

    [TestCaseSource(nameof(All))]
    public async Task Every_widget_answers_and_none_is_empty(string id)
    {
        var catalogue = new PresetCatalogue([], new QueryOptions());
        var queries = new WidgetQuestions(catalogue).Of(Dashboard(id).Widgets);
        var answer = await stand.Engine.RunAsync(new QueryScope("acme") { SeesPersons = true }, new QueryRequest { Queries = queries, Range = Range, Compare = "previous" }, default);
        Assert.That(answer.Errors, Is.Empty);
        Assert.That(queries.Select(query => query.Ref!).Where(name => !HasFigures(answer.Results[name])), Is.Empty);
    }

    /// <summary>Grid edges line up: no two widgets overlap, and each row of the grid is full from edge to edge.</summary>
    [TestCaseSource(nameof(All))]
    public void Its_widgets_fill_the_grid_without_overlap_or_hole(string id)
    {
        var widgets = Dashboard(id).Widgets;
        Assert.That(widgets.Take(4).Select(widget => (widget.Type, widget.Y)), Is.All.EqualTo(("number", 0)), "figures first");
        var height = widgets.Max(widget => widget.Y + widget.H);
        var cells = widgets.SelectMany(widget =>
            from x in Enumerable.Range(widget.X, widget.W)
            from y in Enumerable.Range(widget.Y, widget.H)
            select (x, y)).ToList();
        Assert.That(cells, Is.Unique);
        Assert.That(cells, Has.Count.EqualTo(Columns * height), "no hole");
    }

    static bool HasFigures(QueryResult result) => result switch
    {
        NumberResult number => number.Value is not null,
        SeriesResult series => series.Series.Any(line => line.Values.Any(value => value is not null)),
        RankingResult ranking => ranking.Rows.Count > 0,
        TableResult table => table.Rows.Count > 0,
        MatrixResult matrix => matrix.Values.Any(row => row.Any(value => value > 0)),
        _ => false,
    };
}
