using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>An operator has sums built again, while the fold of the running gateway goes on.</summary>
public sealed class RebuildTests
{
    TestDatabase database = null!;
    TestGateway gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync(migrate: false);
        gateway = await TestGateway.StartAsync(database.ConnectionString, null, "Gateway:Rollups:Interval=00:00:00.200");
        await gateway.ReadyAsync();
        await Eventually.HoldsAsync(async () => (await FoldsAsync()).All(fold => fold["through"] is not null), "every grain has begun", TimeSpan.FromSeconds(60));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await gateway.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Damaged_sums_are_built_again_from_the_requests_and_twice_asked_is_once_done()
    {
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-3);
        var minute = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));
        var spool = gateway.Services.GetRequiredService<ISpool>();
        for (var sent = 0; sent < 7; sent++)
            spool.TryAppend(Some.Event(minute.AddSeconds(sent)));
        await Eventually.HoldsAsync(() => HasCellsAsync(minute), "the minute is built", TimeSpan.FromSeconds(60));
        await BuiltAsync();
        await ScalarAsync("with gone as (delete from analytics.cells where grain = 1 and bucket = $1 returning 1) select count(*) from gone", minute);
        Assert.That(await HasCellsAsync(minute), Is.False);

        var span = new { from = minute.AddMinutes(-1), to = minute.AddMinutes(2) };
        for (var asked = 0; asked < 3; asked++)
        {
            using var answer = await RebuildAsync(span);
            Assert.That((int)answer.StatusCode, Is.EqualTo(202), await answer.Content.ReadAsStringAsync());
            Assert.That((await AnswerAsync(answer))["buckets"]!.GetValue<long>(), Is.InRange(1, 3 + 1));
            Assert.That(await ScalarAsync("select coalesce(max(n), 0) from (select count(*) as n from analytics.stale_buckets where bucket <= $1 group by grain, bucket) as marks", minute), Is.LessThanOrEqualTo(1L));
        }

        await Eventually.HoldsAsync(() => HasCellsAsync(minute), "the minute is built again", TimeSpan.FromSeconds(60));
        await BuiltAsync();
        var audit = (await gateway.GetAsync("audit?limit=50"))["items"]!.AsArray();
        Assert.That(audit.Count(entry => entry!["action"]!.GetValue<string>() == "rebuild" && entry["id"]!.GetValue<string>() == $"{span.from:yyyy-MM-ddTHH:mm:ss}Z/{span.to:yyyy-MM-ddTHH:mm:ss}Z"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_span_that_cannot_be_built_again_is_refused_with_what_is_accepted()
    {
        var now = TimeProvider.System.GetUtcNow();
        await RefusedAsync(new { from = now.AddHours(-1), to = now.AddHours(-1) }, 422, "to", "must come after from");
        await RefusedAsync(new { from = now.AddHours(-1), to = now.AddHours(1) }, 422, "to", "must not lie in the future");
        await RefusedAsync(new { from = "yesterday", to = now }, 400, "from", "");
        await RefusedAsync(new { from = now.AddHours(-1) }, 400, "to", "");
        await ScalarAsync("update analytics.folds set since = $1 where grain = 0", now.UtcDateTime.Date);
        try
        {
            await RefusedAsync(new { from = now.AddDays(-2), to = now }, 422, "from", $"must not come before {now.UtcDateTime:yyyy-MM-dd}T00:00:00Z");
        }
        finally
        {
            await ScalarAsync("update analytics.folds set since = null where grain = 0 and since <= $1", now.UtcDateTime);
        }
    }

    async Task RefusedAsync(object span, int status, string field, string message)
    {
        using var answer = await RebuildAsync(span);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That($"{(await AnswerAsync(answer))["errors"]![field]![0]}", Does.Contain(message));
    }

    Task<HttpResponseMessage> RebuildAsync(object span) => gateway.Api.PostAsJsonAsync("pipeline/rebuild", span);

    static async Task<JsonNode> AnswerAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    Task BuiltAsync() => Eventually.HoldsAsync(async () => (await FoldsAsync()).All(fold => fold["stale"]!.GetValue<long>() == 0), "nothing waits to be built again", TimeSpan.FromSeconds(60));

    async Task<List<JsonNode>> FoldsAsync() => [.. (await gateway.GetAsync("pipeline"))["folds"]!.AsArray().OfType<JsonNode>()];

    async Task<bool> HasCellsAsync(DateTime minute) => await ScalarAsync("select count(*) from analytics.cells where grain = 1 and bucket = $1", minute) is > 0L;

    async Task<object?> ScalarAsync(string sql, DateTime time)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = DateTime.SpecifyKind(time, DateTimeKind.Utc) });
        return await command.ExecuteScalarAsync();
    }
}
