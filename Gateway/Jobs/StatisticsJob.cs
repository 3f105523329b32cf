using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Jobs;

/// <summary>Has the database look at how the partitioned tables are filled: it does so by itself for partitions, not for the tables that queries name.</summary>
sealed class StatisticsJob(AnalyticsDatabase database) : IJob
{
    public JobPlan Plan { get; } = new(
        "statistics", "Database statistics", "Has the database look at how the large tables are filled, so that it plans queries well.",
        new JobSchedule.Shared("0 23 3 * * ?", "Every day at 03:23 UTC"));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        await using var connection = await database.MaintainAsync(token);
        foreach (var table in new[] { "events", "cells" })
        {
            await using var command = new NpgsqlCommand($"/* gateway:statistics */ analyze {table}", connection) { CommandTimeout = 600 };
            await command.ExecuteNonQueryAsync(token);
        }

        return "Done for events and cells";
    }
}
