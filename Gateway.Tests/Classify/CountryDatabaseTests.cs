using System.Net;
using System.Text.Json;
using Gateway.Analytics.Classify;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

public sealed class CountryDatabaseTests
{
    static readonly IPAddress Address = IPAddress.Parse("10.0.0.1");

    [Test]
    public void Every_network_of_the_test_database_has_the_country_it_was_made_from()
    {
        var database = Open(TestData.PathOf("GeoLite2-Country-Test.mmdb"));
        using var source = JsonDocument.Parse(File.ReadAllText(TestData.PathOf("GeoLite2-Country-Test.json")));
        var networks = source.RootElement.EnumerateArray()
            .SelectMany(entry => entry.EnumerateObject())
            .Select(entry => (Network: IPNetwork.Parse(entry.Name), Country: Code(entry.Value, "country") ?? Code(entry.Value, "registered_country") ?? ""))
            .ToList();

        Assert.That(networks, Has.Count.GreaterThan(200));
        foreach (var (network, _) in networks)
        {
            var address = network.BaseAddress;
            var closest = networks.Where(other => other.Network.Contains(address)).MaxBy(other => other.Network.PrefixLength);
            Assert.That(database.Find(address).ToString(), Is.EqualTo(closest.Country), network.ToString());
            Assert.That(database.Find(address.MapToIPv6()), Is.EqualTo(database.Find(address)));
        }
    }

    [TestCase(null)]
    [TestCase(" ")]
    public void Without_a_file_every_country_is_unknown(string? path)
    {
        var database = Open(path);

        Assert.That(database.Find(Address), Is.EqualTo(default(CountryCode)));
        Assert.That(database.Loaded, Is.False);
        Assert.That(database.Reload(), Is.Null);
    }

    [TestCaseSource(nameof(Records))]
    public void The_code_is_taken_from_where_vendors_write_it(Dictionary<string, object> record, string expected)
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder["c.mmdb"], new MmdbFixture().Add("10.0.0.0/8", record).Build());

        Assert.That(Open(folder["c.mmdb"]).Find(Address).ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void A_changed_file_is_read_again_and_a_bad_one_keeps_the_one_before()
    {
        using var folder = new TestFolder();
        var path = folder["c.mmdb"];
        File.WriteAllBytes(path, Country("FR"));
        var database = Open(path);
        Assert.That(database.Find(Address).ToString(), Is.EqualTo("FR"));

        Change(path, Country("DE"), 1);
        Assert.That(database.Reload(), Is.Null);
        Assert.That(database.Find(Address).ToString(), Is.EqualTo("DE"));

        Change(path, Country("IT")[..^30], 2);
        Assert.That(database.Reload(), Does.Contain("damaged"));
        Assert.That(database.Reload(), Does.Contain("damaged"), "said again, though not read again");
        Assert.That(database.Find(Address).ToString(), Is.EqualTo("DE"));

        File.Delete(path);
        Assert.That(database.Reload(), Does.Contain(path));
        Assert.That(database.Find(Address).ToString(), Is.EqualTo("DE"));

        Change(path, Country("ES"), 3);
        Assert.That(database.Reload(), Is.Null);
        Assert.That(database.Find(Address).ToString(), Is.EqualTo("ES"));
    }

    [Test]
    public void A_file_that_is_not_there_at_the_start_is_read_when_it_comes()
    {
        using var folder = new TestFolder();
        var database = Open(folder["c.mmdb"]);
        Assert.That(database.Loaded, Is.False);
        Assert.That(database.Reload(), Does.Contain("c.mmdb"));

        File.WriteAllBytes(folder["c.mmdb"], Country("FR"));

        Assert.That(database.Reload(), Is.Null);
        Assert.That(database.Find(Address).ToString(), Is.EqualTo("FR"));
    }

    [Test]
    public void A_damaged_record_refuses_the_file_so_that_no_look_up_meets_it()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder["c.mmdb"], new MmdbFixture().Add("10.0.0.0/8", new MmdbFixture.Raw(0xE1, 0x47, (byte)'c')).Build());

        var database = Open(folder["c.mmdb"]);

        Assert.That(database.Reload(), Does.Contain("damaged"));
        Assert.That(database.Find(Address), Is.EqualTo(default(CountryCode)));
    }

    [Test]
    public void A_look_up_allocates_nothing()
    {
        var database = Open(TestData.PathOf("GeoLite2-Country-Test.mmdb"));
        var address = IPAddress.Parse("2.125.160.216");
        Assert.That(database.Find(address).ToString(), Is.EqualTo("GB"));

        Allocations.AssertNone(() => database.Find(address));
    }

    static IEnumerable<TestCaseData> Records()
    {
        var names = new Dictionary<string, object> { ["en"] = "France" };
        yield return new(Map("country", Map("names", names, "iso_code", "FR")), "FR");
        yield return new(Map("registered_country", Map("iso_code", "US"), "country", Map("iso_code", "FR")), "FR");
        yield return new(Map("registered_country", Map("iso_code", "US")), "US");
        yield return new(Map("country", Map("names", names), "registered_country", Map("iso_code", "US")), "US");
        yield return new(Map("country", "FR"), "FR");
        yield return new(Map("country", "France", "country_code", "FR"), "FR");
        yield return new(Map("country", Map("iso_code", 7u)), "");
        yield return new(Map("country", Map("iso_code", "FRA")), "");
        yield return new(Map("city", "Paris"), "");
    }

    static Dictionary<string, object> Map(params object[] pairs) =>
        pairs.Chunk(2).ToDictionary(pair => (string)pair[0], pair => pair[1]);

    static byte[] Country(string code) => new MmdbFixture().Add("10.0.0.0/8", Map("country", Map("iso_code", code))).Build();

    /// <summary>Writes the file with a time of its own: two writes may fall into one tick of the file system's clock.</summary>
    static void Change(string path, byte[] content, int minutes)
    {
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, new DateTime(2024, 1, 1, 0, minutes, 0, DateTimeKind.Utc));
    }

    static string? Code(JsonElement record, string country) =>
        record.TryGetProperty(country, out var found) && found.TryGetProperty("iso_code", out var code) ? code.GetString() : null;

    static CountryDatabase Open(string? path) => new(new GeoOptions { Country = path }, NullLogger<CountryDatabase>.Instance);
}
