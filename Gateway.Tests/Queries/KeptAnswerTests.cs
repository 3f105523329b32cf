using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

public sealed class KeptAnswerTests
{
    static readonly DateTime Noon = new(2026, 3, 10, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public async Task An_answer_is_kept_for_those_who_see_the_same_and_for_nobody_else()
    {
        var now = new DateTimeOffset(Noon).AddMinutes(10);
        await using var stand = await QueryStand.CreateAsync(now, [new SampleEvent { Time = Noon, Team = "shop" }]);
        var engine = stand.With(new QueryOptions());
        Assert.That(await RequestsAsync(engine, new QueryScope("acme")), Is.EqualTo(1));
        Assert.That(await RequestsAsync(engine, new QueryScope("acme") { Teams = ["shop"] }), Is.EqualTo(1));

        await SampleEvent.StoreAsync(stand.Database, [new SampleEvent { Time = Noon.AddMinutes(1) }, new SampleEvent { Time = Noon, Tenant = "globex" }]);
        Assert.That(await RequestsAsync(engine, new QueryScope("acme")), Is.EqualTo(1), "kept");
        Assert.That(await RequestsAsync(engine, new QueryScope("acme") { Teams = ["shop"] }), Is.EqualTo(1), "another scope");
        Assert.That(await RequestsAsync(engine, new QueryScope("acme") { Teams = [] }), Is.Null.Or.EqualTo(0), "no team");
        Assert.That(await RequestsAsync(engine, new QueryScope("globex")), Is.EqualTo(1), "another tenant");
        Assert.That(await RequestsAsync(engine, QueryScope.AllTenants), Is.EqualTo(3), "all tenants");
    }

    [Test]
    public async Task Answers_of_one_tenant_wait_for_its_places_and_too_many_are_told_so()
    {
        using var places = new TenantPlaces(new QueryOptions { TenantParallelism = 1 });
        using var taken = await places.TakeAsync("acme", default);
        using var other = await places.TakeAsync("globex", default);
        var waiting = Enumerable.Range(0, 200).Select(_ => places.TakeAsync("acme", default)).ToList();
        Assert.That(waiting.Any(each => each.IsCompleted), Is.False);
        Assert.That(async () => await places.TakeAsync("acme", default), Throws.TypeOf<PlacesTakenException>());
        taken.Dispose();
        (await waiting[0]).Dispose();
        (await waiting[1]).Dispose();
    }

    static async Task<double?> RequestsAsync(QueryEngine engine, QueryScope scope)
    {
        var answer = await engine.RunAsync(
            scope,
            new QueryRequest { Queries = [new Query { Ref = "a", Measures = ["requests"] }], Range = new TimeRange { From = "now-1h", To = "now" } },
            default);
        return ((NumberResult)answer.Results["a"]).Value;
    }
}
