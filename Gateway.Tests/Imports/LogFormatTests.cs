using System.IO.Compression;
using System.Net;
using System.Text;
using Gateway.Analytics.Imports;
using NUnit.Framework;

namespace Gateway.Tests.Imports;

public sealed class LogFormatTests
{
    const string Line = "83.149.9.216 - frank [17/May/2015:10:05:03 +0200] \"GET /a%20b/x.png?token=1 HTTP/1.1\" 200 203023 \"http://example.com/\" \"Mozilla/5.0 \\\"odd\\\" (X11)\"";

    [Test]
    public void A_combined_line_is_read_whole_and_its_time_is_utc()
    {
        Assert.That(LogFormats.Make("combined", null).Read(Line, out var entry), Is.Null);
        Assert.That(entry, Is.EqualTo(new LogEntry
        {
            Time = new DateTime(2015, 5, 17, 8, 5, 3, DateTimeKind.Utc),
            Method = "GET",
            Target = "/a%20b/x.png?token=1",
            Protocol = "HTTP/1.1",
            Status = 200,
            Address = IPAddress.Parse("83.149.9.216"),
            UserAgent = "Mozilla/5.0 \"odd\" (X11)",
            BytesOut = 203023,
            DurationMicros = -1,
            UpstreamMicros = -1,
        }));
        Assert.That(entry.Time.Kind, Is.EqualTo(DateTimeKind.Utc));
    }

    [TestCase("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 304 -")]
    [TestCase("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 304 - \"-\" \"Mozilla (broken off")]
    public void A_line_may_end_after_its_status(string line)
    {
        Assert.That(LogFormats.Make("combined", null).Read(line, out var entry), Is.Null);
        Assert.That((entry.Status, entry.BytesOut), Is.EqualTo(((short)304, 0L)));
    }

    [TestCase("", "' - ' is missing")]
    [TestCase("hello", "is missing")]
    [TestCase("1.2.3.4 - - [32/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1", "the time")]
    [TestCase("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"\\x16\\x03\\x01\" 400 150", "the request")]
    [TestCase("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 20 1", "the status")]
    [TestCase("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 many", "a size")]
    public void What_cannot_be_read_says_why(string line, string reason)
    {
        var fault = LogFormats.Make("combined", null).Read(line, out _);
        Assert.That(fault, Is.Not.Null);
        if (line.Length > 5)
            Assert.That(fault, Does.Contain(reason));
    }

    [Test]
    public void A_log_format_of_nginx_is_followed()
    {
        var format = LogFormats.Make("nginx", "$msec|$host|$remote_addr|$request_method ${request_uri} $server_protocol|$status|$body_bytes_sent|$request_time|$upstream_response_time");
        Assert.That(format.Read("1431857103.250|Shop.example.com|2001:db8::1|POST /orders?x HTTP/2.0|502|12|1.250|0.100, 0.900", out var entry), Is.Null);
        Assert.That(entry, Is.EqualTo(new LogEntry
        {
            Time = new DateTime(2015, 5, 17, 10, 5, 3, 250, DateTimeKind.Utc),
            Method = "POST",
            Target = "/orders?x",
            Protocol = "HTTP/2.0",
            Status = 502,
            Host = "Shop.example.com",
            Address = IPAddress.Parse("2001:db8::1"),
            BytesOut = 12,
            DurationMicros = 1_250_000,
            UpstreamMicros = 1_000_000,
        }));
    }

    [TestCase("$request $status", "needs a time")]
    [TestCase("$time_local $request", "needs $status")]
    [TestCase("$time_local $status", "needs $request")]
    [TestCase("$time_local \"$request\" $status$body_bytes_sent", "no text before $body_bytes_sent")]
    public void A_log_format_that_cannot_work_is_refused(string pattern, string reason) =>
        Assert.That(() => LogFormats.Make("nginx", pattern), Throws.InstanceOf<FormatException>().With.Message.Contains(reason));

    [Test]
    public void A_line_of_caddy_is_read()
    {
        const string line = """{"level":"info","ts":1431857103.25,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"10.0.0.1","client_ip":"1.2.3.4","proto":"HTTP/2.0","method":"GET","host":"example.com:443","uri":"/a?b=c","headers":{"User-Agent":["curl/8.0"]}},"bytes_read":7,"user_id":"","duration":0.0005,"size":2326,"status":404}""";
        Assert.That(LogFormats.Make("caddy", null).Read(line, out var entry), Is.Null);
        Assert.That((entry.Time, entry.Status, entry.Host, entry.Target), Is.EqualTo((new DateTime(2015, 5, 17, 10, 5, 3, 250, DateTimeKind.Utc), (short)404, "example.com:443", "/a?b=c")));
        Assert.That((entry.BytesIn, entry.BytesOut, entry.DurationMicros, entry.UserAgent), Is.EqualTo((7L, 2326L, 500L, "curl/8.0")));
        Assert.That(entry.Address, Is.EqualTo(IPAddress.Parse("1.2.3.4")));
    }

    [TestCase("{", "no JSON")]
    [TestCase("[]", "no access log entry")]
    [TestCase("""{"ts":1,"status":200,"request":{"method":"GET"}}""", "the request")]
    [TestCase("""{"ts":1,"status":200,"request":{"method":"GET","uri":"\ud800"}}""", "a text that is none")]
    public void Another_line_of_caddy_says_why_not(string line, string reason) =>
        Assert.That(LogFormats.Make("caddy", null).Read(line, out _), Does.Contain(reason));

    [TestCase(false)]
    [TestCase(true)]
    public async Task Lines_come_with_their_numbers_from_plain_and_compressed_logs(bool compressed)
    {
        var text = $"one\r\n\ntwo\n{new string('x', LogLines.Longest + 1)}\nlast";
        var stream = new MemoryStream();
        if (compressed)
        {
            await using var packing = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            await packing.WriteAsync(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        }

        stream.Position = 0;
        var lines = new List<(long, string?)>();
        await foreach (var line in LogLines.ReadAsync(stream, default))
            lines.Add(line);
        Assert.That(lines, Is.EqualTo(new (long, string?)[] { (1, "one"), (3, "two"), (4, null), (5, "last") }));
    }
}
