using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Commands;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Imports;

/// <summary>A log from the command line into a gateway that runs, and out again by its queries.</summary>
public sealed partial class ImportCommandTests
{
    const string Keep = "Gateway:Rollups:KeepDays=36500.00:00:00";

    readonly TestFolder folder = new();
    TestDatabase database = null!;
    TestGateway gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync(migrate: false);
        gateway = await TestGateway.StartAsync(database.ConnectionString, null, Keep);
        await gateway.ReadyAsync();
        await gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "acme", name = "Acme" } },
            clusters = new[] { Sample.Cluster("main", "http://127.0.0.1:9") },
            routes = new object[]
            {
                new { id = "talks", tenant = "acme", cluster = "main", match = new { hosts = new[] { "example.com" }, path = "/presentations/{**rest}" } },
                new { id = "rest", tenant = "acme", cluster = "main", order = 10, match = new { hosts = new[] { "example.com" }, path = "/{**rest}" } },
            },
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await gateway.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Test]
    public async Task A_log_of_ten_years_ago_is_answered_by_its_days_as_the_log_itself_says_and_twice_is_once()
    {
        var log = AccessLog.Unpack(folder);
        var (code, output, error) = await RunAsync(log, "--host", "example.com");
        Assert.That(code, Is.Zero, error);
        Assert.That(output, Does.StartWith("10000 lines: 10000 imported, 0 already there, 0 refused."));
        Assert.That(error, Does.Contain("100"));
        (_, output, _) = await RunAsync(log, "--host", "example.com");
        Assert.That(output, Does.StartWith("10000 lines: 0 imported, 10000 already there, 0 refused."));

        // Read here by other means than the product's.
        var lines = (await File.ReadAllLinesAsync(log)).Select(line => Own().Match(line)).ToList();
        Assert.That(lines.All(line => line.Success));
        await SameAsync(lines, "status", line => line.Groups["status"].Value);
        await SameAsync(lines, "method", line => line.Groups["method"].Value);
        await SameAsync(lines, "route", line => Talks().IsMatch(line.Groups["target"].Value) ? "talks" : "rest");

        var days = await AskAsync(new { @ref = "a", measures = new[] { "requests", "bytesOut" }, split = "time" });
        var byDay = lines.GroupBy(line => line.Groups["day"].Value).ToDictionary(day => DateTime.ParseExact(day.Key, "dd/MMM/yyyy", CultureInfo.InvariantCulture), day => day.ToList());
        var series = days["series"]!.AsArray();
        var times = days["buckets"]!.AsArray().Select(time => time!.GetValue<DateTimeOffset>().UtcDateTime.Date).ToList();
        foreach (var (day, own) in byDay)
        {
            Assert.That(series[0]!["values"]![times.IndexOf(day)]!.GetValue<double>(), Is.EqualTo(own.Count), $"{day}");
            Assert.That(series[1]!["values"]![times.IndexOf(day)]!.GetValue<double>(), Is.EqualTo(own.Sum(Bytes)), $"{day}");
        }
    }

    [Test]
    public async Task Lines_of_yesterday_become_requests_and_what_must_not_be_stored_is_not()
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-30);
        var text = new StringBuilder();
        for (var number = 0; number < 50; number++)
            text.Append(CultureInfo.InvariantCulture, $"203.0.113.77 - - [{at.AddSeconds(number).ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture)} +0000] \"GET /presentations/{number}?q=marker-query HTTP/1.1\" 200 10 \"-\" \"marker-agent\" example.com 0.250\n");
        text.Append("nonsense\n");
        text.Append(CultureInfo.InvariantCulture, $"1.2.3.4 - - [{at.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture)} +0000] \"GET / HTTP/1.1\" 200 10 \"-\" \"-\" elsewhere.example 0.1\n");
        const string format = """$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $host $request_time""";

        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        var (code, output, error) = await RunAsync(input, "-", "--format", "nginx", "--log-format", format);
        Assert.That(code, Is.Zero, error);
        Assert.That(output, Does.StartWith("52 lines: 50 imported, 0 already there, 2 refused."));
        Assert.That(error, Does.Contain("standard input:51: the time is missing").And.Contain("standard input:52: no route takes"));

        await Eventually.HoldsAsync(async () => (long)(await ScalarAsync("select count(*) from analytics.stale_buckets"))! == 0, "the fold has taken them in");
        Assert.That(await ScalarAsync("select count(*) from analytics.events where tenant = 'acme' and route = 'talks' and host = 'example.com' and duration_us = 250000 and endpoint = '/presentations/{n}'"), Is.EqualTo(50));
        Assert.That(await ScalarAsync("select count(*) from analytics.events e where e::text like '%marker%' or e::text like '%203.0.113%'"), Is.Zero);
        var answer = await AskAsync(new { @ref = "a", measures = new[] { "requests" } }, at.AddHours(-1).UtcDateTime, at.AddHours(2).UtcDateTime);
        Assert.That(answer["value"]!.GetValue<double>(), Is.EqualTo(50), answer.ToJsonString());
    }

    [TestCase("--tenant: there is no tenant nobody.", "--tenant", "nobody")]
    [TestCase("--route: no enabled route has the id nothing.", "--route", "nothing")]
    [TestCase("--log-format needs a time", "--format", "nginx", "--log-format", "$status $request")]
    [TestCase("--oops is no option.", "--oops")]
    public async Task What_cannot_be_meant_is_refused_in_a_line(string expected, params string[] args)
    {
        using var input = new MemoryStream();
        var (code, _, error) = await RunAsync(input, ["-", .. args]);
        Assert.That((code, error), Is.EqualTo((1, error)));
        Assert.That(error, Does.Contain(expected));
    }

    async Task SameAsync(List<Match> lines, string dimension, Func<Match, string> of)
    {
        var answer = await AskAsync(new { @ref = "a", measures = new[] { "requests" }, split = dimension, limit = 50 });
        var answered = answer["rows"]!.AsArray().ToDictionary(row => row!["key"]!.ToString(), row => row!["values"]!["requests"]!.GetValue<double>());
        Assert.That(answered, Is.EquivalentTo(lines.GroupBy(of).ToDictionary(group => group.Key, group => (double)group.Count())), dimension);
    }

    async Task<JsonNode> AskAsync(object query, DateTime? from = null, DateTime? to = null)
    {
        var range = new
        {
            from = (from ?? new DateTime(2015, 5, 16, 0, 0, 0, DateTimeKind.Utc)).ToString("O"),
            to = (to ?? new DateTime(2015, 5, 22, 0, 0, 0, DateTimeKind.Utc)).ToString("O"),
            zone = "UTC",
            interval = from is null ? "1d" : "auto",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "query") { Content = JsonContent.Create(new { queries = new[] { query }, range }, options: JsonSerializerOptions.Web) };
        request.Headers.Add("X-Tenant", "acme");
        using var response = await gateway.Api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), text);
        var result = JsonNode.Parse(text)!["results"]!.AsObject().First().Value!;
        return result;
    }

    async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunAsync(Stream.Null, args);

    async Task<(int Code, string Output, string Error)> RunAsync(Stream input, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ConfigCommand.RunAsync(["import", .. args, $"--ConnectionStrings:Gateway={database.ConnectionString}", $"--{Keep}"], output, error, input, default);
        return (code, output.ToString(), error.ToString());
    }

    static double Bytes(Match line) => double.TryParse(line.Groups["bytes"].Value, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;

    [GeneratedRegex("""\[(?<day>[^:]+):[^\]]+\] "(?<method>[A-Z]+) (?<target>\S+) [^"]+" (?<status>\d+) (?<bytes>\d+|-)""")]
    private static partial Regex Own();

    [GeneratedRegex("^/presentations($|[/?])")]
    private static partial Regex Talks();
}
