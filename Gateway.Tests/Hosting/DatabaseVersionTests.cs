using Gateway.Analytics.Storage;
using Gateway.Hosting;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

/// <summary>A server that is too old is refused by name, before anything is made there.</summary>
public sealed class DatabaseVersionTests
{
    [TestCase("9.6.24", 90624)]
    [TestCase("13.22", 130022)]
    [TestCase("14.19", 140019)]
    public void An_older_one_is_refused_with_what_was_found_and_what_is_needed(string name, int number)
    {
        var version = new DatabaseVersion(name, number);
        Assert.That(version.WhyNot, Is.EqualTo($"PostgreSQL {name} is too old: 15 or newer is needed"));
        Assert.That(
            () => version.Check("ConnectionStrings:Analytics"),
            Throws.TypeOf<DatabaseSetupException>().With.Message.EqualTo($"ConnectionStrings:Analytics: PostgreSQL {name} is too old: 15 or newer is needed."));
    }

    [TestCase("15.0", 150000)]
    [TestCase("18.1", 180001)]
    [TestCase("19beta1", 190000)]
    public void A_newer_one_is_taken(string name, int number)
    {
        var version = new DatabaseVersion(name, number);
        Assert.That(version.WhyNot, Is.Null);
        Assert.That(() => version.Check("ConnectionStrings:Gateway"), Throws.Nothing);
    }

    [Test]
    public async Task A_server_says_its_version()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var version = await DatabaseVersion.OfAsync(connection, default);
        Assert.That(version.Number, Is.GreaterThanOrEqualTo(150000));
        Assert.That(version.Name, Does.StartWith($"{version.Number / 10_000}"));
    }
}
