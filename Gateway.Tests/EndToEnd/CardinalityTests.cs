using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.EndToEnd;

/// <summary>
/// A client makes up a new path, host, user agent and method with each request, through the running pipeline: spool, writer,
/// fold. Beside it a quiet tenant has just as many of each as cells keep.
/// </summary>
public sealed class CardinalityTests
{
    const int Cap = 1000;
    const int Sent = 500;
    const int Quiet = 4 * Cap;
    const long MostGrowth = 64 << 20;

    // More by hand: GATEWAY_TEST_ATTACK=1000000.
    static readonly int Made = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_TEST_ATTACK") ?? "200000", CultureInfo.InvariantCulture);

    [Test]
    [Category("Slow")]
    public async Task Values_that_a_client_makes_up_fill_neither_memory_nor_tables_and_every_request_is_counted()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString, null, $"Gateway:Rollups:ValuesPerCell={Cap}");
        await gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "acme", name = "Acme" }, new { id = "quiet", name = "Quiet" } },
            clusters = new[] { Sample.Cluster("main", upstream.Address) },
            routes = new[] { new { id = "open", tenant = "acme", cluster = "main", match = new { path = "/{**rest}" } } },
        });
        await gateway.ReadyAsync();
        var hour = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-1).AddHours(12);
        Append(gateway, hour, "quiet", Quiet, Cap);
        await gateway.DrainedAsync(Quiet);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendAsync(gateway);
        Append(gateway, hour, "acme", Made, Made);
        await gateway.DrainedAsync(Quiet + Made + Sent);
        await FoldedAsync(database, hour.Date.AddDays(1));
        var after = GC.GetTotalMemory(forceFullCollection: true);

        var agents = gateway.Services.GetRequiredService<UserAgentCache>();
        Assert.That(agents.Cached, Is.LessThanOrEqualTo(16_384));
        Assert.That(agents.Pending, Is.LessThanOrEqualTo(4_096));
        Assert.That(after - before, Is.LessThan(MostGrowth), "bytes of managed memory more than before");
        await CheckCellsAsync(gateway);
        var (attack, quiet) = (await BytesAsync(database, "acme"), await BytesAsync(database, "quiet"));
        await TestContext.Out.WriteLineAsync($"{Made:N0} made up: cells {attack:N0} bytes, of a tenant at the cap {quiet:N0}; managed memory {(after - before) / 1024.0 / 1024:N1} MiB more");
        Assert.That(attack, Is.LessThan(3 * quiet), "bytes of the cells of a day");
        await CheckTotalsAsync(gateway, hour);
        using var answer = await gateway.Client.GetAsync("/still/here");
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
    }

    /// <summary>Events as capture hands them over; each of so many values in turn.</summary>
    static void Append(TestGateway gateway, DateTime hour, string tenant, int count, int values)
    {
        var spool = gateway.Services.GetRequiredService<ISpool>();
        var agents = gateway.Services.GetRequiredService<UserAgentCache>();
        for (var number = 0; number < count; number++)
        {
            var word = Word(number % values);
            var made = Some.Event(hour.AddTicks(TimeSpan.TicksPerHour / count * number)) with
            {
                Tenant = tenant,
                Route = "open",
                Host = $"{word}.example.com",
                Path = $"/{word}/{word}",
                UserAgent = agents.Remember($"{word}/1.0 (made up; {tenant})"),
                Method = RequestMethod.Other,
            };
            while (!spool.TryAppend(made))
                Thread.Yield();
        }
    }

    /// <summary>The same from outside: the edge takes it for what it is.</summary>
    static async Task SendAsync(TestGateway gateway)
    {
        for (var number = 0; number < Sent; number++)
        {
            var word = Word(number);
            using var request = new HttpRequestMessage(new HttpMethod($"X{word}".ToUpperInvariant()), $"/{word}");
            request.Headers.Host = $"{word}.example.org";
            request.Headers.TryAddWithoutValidation("User-Agent", $"{word}/{number} {word}");
            using var answer = await gateway.Client.SendAsync(request);
            Assert.That((int)answer.StatusCode, Is.LessThan(500));
        }
    }

    /// <summary>Letters alone, so that it passes for no id.</summary>
    static string Word(int number)
    {
        var letters = new char[8];
        for (var place = 0; place < letters.Length; place++, number /= 20)
            letters[place] = "bcdfghjklmnpqrstvwxz"[number % 20];
        return new string(letters);
    }

    /// <summary>
    /// As if the record had begun yesterday: then every grain is built of it. With the fold's lease, for a fold that is under way
    /// would write its own progress over this.
    /// </summary>
    static async Task FoldedAsync(TestDatabase database, DateTime through)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using (var begin = new NpgsqlCommand(
            $"select pg_advisory_xact_lock({FoldProgress.Lease}); update analytics.folds set since = null, closing = null, through = null where grain > 0; delete from analytics.stale_buckets",
            connection))
        {
            await begin.ExecuteNonQueryAsync();
        }

        await using var built = new NpgsqlCommand("select bool_and(through >= $1) and not exists (select from analytics.stale_buckets) from analytics.folds where grain > 0", connection);
        built.Parameters.Add(new NpgsqlParameter { Value = through });
        await Eventually.HoldsAsync(async () => await built.ExecuteScalarAsync() is true, "all sums are built", TimeSpan.FromMinutes(3));
    }

    static async Task CheckCellsAsync(TestGateway gateway)
    {
        var reader = gateway.Services.GetRequiredService<CellReader>();
        var largest = 0;
        foreach (var (entry, scope, grain) in Matrix.All.SelectMany(entry => entry.Scopes.SelectMany(scope => entry.Grains.Select(grain => (entry, scope, grain)))))
        {
            var request = new CellRequest
            {
                Tenant = "acme",
                Grain = grain,
                From = DateTimeOffset.UnixEpoch,
                To = DateTimeOffset.MaxValue.AddYears(-1000),
                Scope = scope,
                Dimension = entry.Dimension,
            };
            await foreach (var row in reader.ReadAsync(request, default))
                largest = Math.Max(largest, row.Count);
        }

        Assert.That(largest, Is.EqualTo(Cap + 1), "values in one cell, the rest among them");
    }

    static async Task<long> BytesAsync(TestDatabase database, string tenant)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select sum(pg_column_size(c.*)) from analytics.cells c where tenant = $1 and bucket < $2", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = TimeProvider.System.GetUtcNow().UtcDateTime.Date });
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    static async Task CheckTotalsAsync(TestGateway gateway, DateTime hour)
    {
        foreach (var dimension in new[] { "endpoint", "host", "method" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "query")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new
                {
                    queries = new[] { new { @ref = "a", measures = new[] { "requests", "bytesOut" }, split = dimension } },
                    range = new { from = $"{hour.Date:yyyy-MM-dd}T00:00:00Z", to = $"{hour.Date.AddDays(1):yyyy-MM-dd}T00:00:00Z" },
                }),
            };
            request.Headers.Add("X-Tenant", "acme");
            using var answer = await gateway.Api.SendAsync(request);
            var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["results"]!["a"]!;
            Assert.That(result["source"]?.GetValue<string>(), Is.EqualTo("rollup"), result.ToJsonString());
            double Value(JsonNode? values) => values?["requests"]!.GetValue<double>() ?? 0;
            var shown = result["rows"]!.AsArray().Sum(row => Value(row!["values"]));
            Assert.That((Value(result["total"]), shown + Value(result["other"])), Is.EqualTo(((double)Made, (double)Made)), dimension);
            Assert.That(result["total"]!["bytesOut"]!.GetValue<double>(), Is.EqualTo(5.0 * Made));
        }
    }
}
