using System.Diagnostics;
using System.Globalization;
using Gateway.Hosting;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

public sealed class EmbeddedPostgresSupervisorTests
{
    [Test]
    public async Task A_killed_server_comes_back_on_the_same_port()
    {
        await using var server = await TestServer.StartOwnAsync();
        using var supervisor = new EmbeddedPostgresSupervisor(server.Postgres, TimeProvider.System, NullLogger<EmbeddedPostgresSupervisor>.Instance);
        await supervisor.StartAsync(CancellationToken.None);
        var killed = Pid(server);

        using (var postmaster = Process.GetProcessById(killed))
            postmaster.Kill();

        await Eventually.HoldsAsync(() => AnswersAsync(server), "the server answers again", TimeSpan.FromSeconds(60));
        Assert.That(Pid(server), Is.Not.EqualTo(killed));
        await supervisor.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task A_server_that_was_stopped_on_purpose_stays_stopped()
    {
        await using var server = await TestServer.StartOwnAsync();
        await server.StopAsync();

        Assert.That(await server.Postgres.ReviveServerAsync(CancellationToken.None), Is.False);
        Assert.That(await AnswersAsync(server), Is.False);
    }

    [Test]
    public async Task A_running_server_is_left_alone()
    {
        await using var server = await TestServer.StartOwnAsync();
        var pid = Pid(server);

        Assert.That(await server.Postgres.ReviveServerAsync(CancellationToken.None), Is.False);
        Assert.That(Pid(server), Is.EqualTo(pid));
    }

    static int Pid(TestServer server) =>
        int.Parse(File.ReadLines(Path.Combine(server.Folder, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    static async Task<bool> AnswersAsync(TestServer server)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
