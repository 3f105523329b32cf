using Gateway.Analytics.Rollups;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>A running gateway folds by itself, and its writer says which buckets late events change.</summary>
public sealed class RollupTests
{
    [Test]
    public async Task Events_become_cells_and_late_ones_are_added()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString);
        await gateway.ReadyAsync();
        var spool = gateway.Services.GetRequiredService<ISpool>();
        var reader = gateway.Services.GetRequiredService<CellReader>();
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5);
        for (var requests = 1; requests <= 3; requests++)
        {
            spool.TryAppend(Some.Event(time));
            await Eventually.HoldsAsync(async () => await CountAsync(reader, time) == requests, $"{requests} requests are in the minute's cell", TimeSpan.FromMinutes(1));
        }
    }

    static async Task<long> CountAsync(CellReader reader, DateTime time)
    {
        var requests = 0L;
        var minute = Grain.Minute.Floor(time);
        var request = new CellRequest { Tenant = "acme", Grain = Grain.Minute, From = minute, To = minute.AddMinutes(1), Scope = ScopeKind.Route, ScopeIds = ["orders"], Dimension = CellDimensions.Total };
        await foreach (var row in reader.ReadAsync(request, default))
            requests += row.Counts[0].Requests;
        return requests;
    }
}
