using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Users;

/// <summary>Tests that need a gateway each, with nobody in it yet.</summary>
public abstract class FreshStandTests
{
    TestStand? stand;
    ApiCaller? root;

    private protected TestGateway Gateway => stand!.Gateway;

    private protected ApiCaller Root => root!;

    [SetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        root = ApiCaller.Root(stand.Gateway);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (stand is not null)
            await stand.DisposeAsync();
    }
}
