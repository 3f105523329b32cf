using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;
using Gateway.Analytics.Rollups;
using Gateway.Tests.Queries;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Requests;

/// <summary>Stored events and who looks for single ones, with a clock that stands still.</summary>
sealed class RequestStand : IAsyncDisposable
{
    RequestStand(QueryStand stand)
    {
        Queries = stand;
        Explorer = With(new QueryOptions());
    }

    public QueryStand Queries { get; }

    public RequestExplorer Explorer { get; }

    public IReadOnlyList<SampleEvent> Events => Queries.Events;

    public static async Task<RequestStand> CreateAsync(DateTimeOffset now, IReadOnlyList<SampleEvent> events)
    {
        var stand = await QueryStand.CreateAsync(now, events);
        await stand.ReportAsync("node-1", now);
        await stand.ReportAsync("node-2", now);
        return new RequestStand(stand);
    }

    public RequestExplorer With(QueryOptions options, INameLookup? names = null) => new(
        Queries.Database, new FoldStatusReader(Queries.Database), new PresetCatalogue([], options), names ?? new NoNames(), new TenantPlaces(options), options, Queries.Clock);

    public async Task<RequestPage> PageAsync(QueryScope scope, RequestQuestion question)
    {
        var answer = await Explorer.FindAsync(scope, question, default);
        Assert.That(answer.Errors, Is.Empty);
        Assert.That(answer.Problem, Is.Null);
        return answer.Page!;
    }

    /// <summary>All pages, one after the other.</summary>
    /// <param name="between">What happens between two pages.</param>
    public async Task<List<RequestRow>> AllAsync(QueryScope scope, RequestQuestion question, Func<Task>? between = null)
    {
        var rows = new List<RequestRow>();
        for (var page = await PageAsync(scope, question); ; page = await PageAsync(scope, question with { Cursor = page.Next }))
        {
            Assert.That(page.Items, Has.Count.LessThanOrEqualTo(question.Limit));
            rows.AddRange(page.Items);
            if (page.Next is null)
                return rows;
            if (between is not null)
                await between();
        }
    }

    /// <summary>The id of the stored event at this place of the list, as the stand stores it.</summary>
    public static string IdOf(SampleEvent sample, int index) => new RequestId(sample.Spool, index + 1, sample.Time).ToString();

    /// <summary>Gives stored rows what the samples have no field for.</summary>
    public async Task SetAsync(string assignment, string where)
    {
        await using var session = await Queries.Database.IngestAsync(default);
        await session.ExecuteAsync($"update events set {assignment} where {where}", default, Array.Empty<NpgsqlParameter>());
        await session.CommitAsync(default);
    }

    public ValueTask DisposeAsync() => Queries.DisposeAsync();
}
