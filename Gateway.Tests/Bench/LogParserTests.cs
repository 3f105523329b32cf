using Gateway.Bench.Replay;
using NUnit.Framework;

namespace Gateway.Tests.Bench;

public sealed class LogParserTests
{
    const string Begin = "83.149.9.216 - - [17/May/2015:10:05:03 +0200] ";

    [Test]
    public void A_line_of_the_combined_format_is_read_whole()
    {
        var entry = LogParser.Parse(7, Begin + "\"GET /a/b.png?x=1&y=%20 HTTP/1.1\" 200 203023 \"http://example.com/\" \"Mozilla/5.0 (X11; Linux)\"", out var fault);

        Assert.That(fault, Is.Null);
        Assert.That(entry, Is.EqualTo(new LogEntry(
            7, "83.149.9.216", new DateTimeOffset(2015, 5, 17, 10, 5, 3, TimeSpan.FromHours(2)), "GET", "/a/b.png?x=1&y=%20", "HTTP/1.1", 200, 203023,
            "http://example.com/", "Mozilla/5.0 (X11; Linux)")));
    }

    [Test]
    public void A_dash_stands_for_nothing()
    {
        var entry = LogParser.Parse(1, Begin + "\"HEAD / HTTP/1.0\" 304 - \"-\" \"-\"", out var fault);

        Assert.That(fault, Is.Null);
        Assert.That((entry!.Bytes, entry.Referrer, entry.UserAgent), Is.EqualTo((0L, (string?)null, (string?)null)));
    }

    [Test]
    public void A_user_may_have_a_name_with_a_space() =>
        Assert.That(LogParser.Parse(1, "::1 - Jane Doe [17/May/2015:10:05:03 +0000] \"GET / HTTP/2.0\" 200 1 \"-\" \"-\"", out _)?.Client, Is.EqualTo("::1"));

    [TestCase(@"a \""quoted\"" word", "a \"quoted\" word")]
    [TestCase(@"back\\slash", @"back\slash")]
    [TestCase(@"\xe4\xFF!", "\u00e4\u00ff!")]
    [TestCase(@"\xzz", "xzz")]
    public void Escapes_become_what_the_client_sent(string written, string sent) =>
        Assert.That(LogParser.Parse(1, Begin + $"\"GET / HTTP/1.1\" 200 1 \"-\" \"{written}\"", out _)?.UserAgent, Is.EqualTo(sent));

    [TestCase("\"GET / HTTP/1.1\" 200 1 \"-\" \"Mozilla/5.0 (compatible", "Mozilla/5.0 (compatible", "the user agent has no closing quote")]
    [TestCase("\"GET / HTTP/1.1\" 200 1 \"-\"", null, "the user agent is missing")]
    [TestCase("\"GET / HTTP/1.1\" 200 1", null, "the referrer is missing")]
    [TestCase("\"GET / HTTP/1.1\" 200 1 \"-\" \"a\" 0.003", "a", "more follows after the user agent")]
    public void What_only_describes_the_client_may_be_damaged_and_is_named(string rest, string? userAgent, string expected)
    {
        var entry = LogParser.Parse(1, Begin + rest, out var fault);

        Assert.That((entry?.Status, entry?.UserAgent, fault), Is.EqualTo(((int?)200, userAgent, expected)));
    }

    [TestCase("")]
    [TestCase("83.149.9.216 - -")]
    [TestCase("83.149.9.216 - - [yesterday] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"")]
    [TestCase("83.149.9.216 - - [31/Feb/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"")]
    [TestCase(Begin + "\"GET /\" 200 1 \"-\" \"-\"")]
    [TestCase(Begin + "\"GET /a b HTTP/1.1\" 200 1 \"-\" \"-\"")]
    [TestCase(Begin + "\"-\" 408 0 \"-\" \"-\"")]
    [TestCase(Begin + "\"GET / HTTP/1.1 200 1 \"-\" \"-\"")]
    [TestCase(Begin + "\"GET / HTTP/1.1\" 20x 1 \"-\" \"-\"")]
    [TestCase(Begin + "\"GET / HTTP/1.1\" 2000 1 \"-\" \"-\"")]
    [TestCase(Begin + "\"GET / HTTP/1.1\" 200 -5 \"-\" \"-\"")]
    [TestCase(Begin + "\"GET / HTTP/1.1\" 200")]
    public void A_line_without_a_whole_request_is_refused_with_a_reason(string line)
    {
        Assert.That(LogParser.Parse(1, line, out var fault), Is.Null);
        Assert.That(fault, Is.Not.Null.And.Not.Empty);
    }
}
