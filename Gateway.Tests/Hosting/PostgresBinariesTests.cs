using Gateway.Hosting;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

public sealed class PostgresBinariesTests
{
    [Test]
    public void The_newest_installed_version_comes_first_by_number()
    {
        using var place = new TestFolder();
        foreach (var version in new[] { "9.6", "10", "17", "15", "common" })
            Directory.CreateDirectory(place[version]);

        Assert.That(
            PostgresBinaries.Installed(place.Path),
            Is.EqualTo(new[] { place["17/bin"], place["15/bin"], place["10/bin"], place["9.6/bin"] }));
        Assert.That(PostgresBinaries.Installed(place["absent"]), Is.Empty);
    }

    [Test]
    public async Task The_ones_found_tell_their_major_version()
    {
        var found = await PostgresBinaries.FindAsync(null, CancellationToken.None);

        Assert.That(found.Major, Is.GreaterThanOrEqualTo(15));
        Assert.That(File.Exists(found.Program("initdb")));
    }

    [Test]
    public void A_configured_folder_without_a_server_is_refused_with_its_key()
    {
        using var place = new TestFolder();

        Assert.That(
            async () => await PostgresBinaries.FindAsync(place.Path, CancellationToken.None),
            Throws.TypeOf<StartRefusedException>().With.Message.Contains("Gateway:Postgres:Binaries").And.Message.Contains(place.Path));
    }

    [Test]
    public void A_server_that_is_too_old_is_refused_with_both_versions()
    {
        using var place = new TestFolder();
        FakeServer(place, "echo 'postgres (PostgreSQL) 14.9'");

        Assert.That(
            async () => await PostgresBinaries.FindAsync(place.Path, CancellationToken.None),
            Throws.TypeOf<StartRefusedException>().With.Message.Contains("14").And.Message.Contains("15"));
    }

    [Test]
    public void A_program_that_tells_no_version_is_refused_with_what_it_said()
    {
        using var place = new TestFolder();
        FakeServer(place, "echo 'libssl.so.3: cannot open' >&2; exit 127");

        Assert.That(
            async () => await PostgresBinaries.FindAsync(place.Path, CancellationToken.None),
            Throws.TypeOf<StartRefusedException>().With.Message.Contains("libssl.so.3"));
    }

    static void FakeServer(TestFolder place, string script)
    {
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
        {
            File.WriteAllText(place[program], $"#!/bin/sh\n{script}\n");
            File.SetUnixFileMode(place[program], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
