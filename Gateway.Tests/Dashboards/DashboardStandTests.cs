using NUnit.Framework;

namespace Gateway.Tests.Dashboards;

/// <summary>Tests that share one gateway with the people of <see cref="DashboardStand"/>.</summary>
public abstract class DashboardStandTests
{
    DashboardStand? stand;

    private protected DashboardStand Stand => stand!;

    [OneTimeSetUp]
    public async Task StartAsync() => stand = await DashboardStand.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (stand is not null)
            await stand.DisposeAsync();
    }
}
