using Gateway.Hosting;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

public sealed class NodeSecretTests
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Test]
    public void It_is_made_once_for_its_owner_alone_and_kept()
    {
        using var place = new TestFolder();
        var made = NodeSecret.Load(place["secret"], NullLogger.Instance);
        var kept = NodeSecret.Load(place["secret"], NullLogger.Instance);

        Assert.That(File.GetUnixFileMode(place["secret"]), Is.EqualTo(OwnerOnly));
        Assert.That(Convert.FromBase64String(File.ReadAllText(place["secret"]).Trim()), Has.Length.EqualTo(32));
        Assert.That(kept.Fingerprint, Is.EqualTo(made.Fingerprint));
        Assert.That(kept.Derive("a"), Is.EqualTo(made.Derive("a")));
    }

    [Test]
    public void Fingerprints_tell_secrets_apart_and_do_not_contain_them()
    {
        using var place = new TestFolder();
        var one = NodeSecret.Load(place["one"], NullLogger.Instance);
        var two = NodeSecret.Load(place["two"], NullLogger.Instance);

        Assert.That(one.Fingerprint, Does.Match("^[0-9a-f]{16}$"));
        Assert.That(one.Fingerprint, Is.Not.EqualTo(two.Fingerprint));
        Assert.That(Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(place["one"]))), Does.Not.Contain(one.Fingerprint));
    }

    [Test]
    public void A_secret_has_the_same_keys_in_every_version_of_the_product()
    {
        var secret = NodeSecret.Parse(Convert.ToBase64String(Enumerable.Range(0, 32).Select(number => (byte)number).ToArray()), "here");

        Assert.That(secret.Fingerprint, Is.EqualTo("76cd863e9354cfdd"));
        Assert.That(Convert.ToHexStringLower(secret.Derive("channel-credentials")), Is.EqualTo("976b0201e73551b12a0fd3516a93ebcc810bb980527e97241f0083dddbaad54a"));
        Assert.That(secret.Derive("certificates"), Is.Not.EqualTo(secret.Derive("channel-credentials")));
    }

    [TestCase("")]
    [TestCase("short")]
    [TestCase("bm90IDMyIGJ5dGVz")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_not_32_bytes_is_refused_with_its_source_and_without_its_text(string text)
    {
        using var place = new TestFolder();
        File.WriteAllText(place["secret"], text);

        var refused = Assert.Throws<StartRefusedException>(() => NodeSecret.Load(place["secret"], NullLogger.Instance));
        Assert.That(refused!.Message, Does.Contain(place["secret"]).And.Contains("32 bytes"));
        if (text.Length > 8)
            Assert.That(refused.Message, Does.Not.Contain(text));
    }

    [Test]
    public void A_file_that_others_may_read_is_warned_about()
    {
        using var place = new TestFolder();
        var log = new Recorded();
        NodeSecret.Load(place["secret"], log);
        Assert.That(log.Warnings, Is.Empty);

        File.SetUnixFileMode(place["secret"], OwnerOnly | UnixFileMode.OtherRead);
        NodeSecret.Load(place["secret"], log);
        Assert.That(log.Warnings, Has.Count.EqualTo(1).And.One.Contains(place["secret"]));
    }

    sealed class Recorded : ILogger
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
                Warnings.Add(formatter(state, exception));
        }
    }
}
