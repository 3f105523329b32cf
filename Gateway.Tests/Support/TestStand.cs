namespace Gateway.Tests.Support;

/// <summary>A gateway on a fresh database in front of a fake upstream, with <see cref="Sample.Config"/> in force.</summary>
sealed class TestStand : IAsyncDisposable
{
    TestStand(TestDatabase database, FakeUpstream upstream, TestGateway gateway) =>
        (Database, Upstream, Gateway) = (database, upstream, gateway);

    public TestDatabase Database { get; }

    public FakeUpstream Upstream { get; }

    public TestGateway Gateway { get; }

    public static async Task<TestStand> StartAsync(Microsoft.AspNetCore.Http.RequestDelegate? answer = null)
    {
        var database = await TestDatabase.CreateAsync(migrate: false);
        var upstream = await FakeUpstream.StartAsync(answer);
        var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ApplyAsync(Sample.Config(upstream.Address));
        return new TestStand(database, upstream, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
        await Database.DisposeAsync();
    }
}
