using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using NUnit.Framework;

namespace Gateway.Tests.Spool;

public sealed class EventCodecTests
{
    static readonly EventTexts Texts = new();

    [Test]
    public void Every_field_comes_back()
    {
        var full = new RequestEvent
        {
            Time = TestSpool.Noon.AddTicks(7),
            Tenant = "acme",
            Route = "route-ä-€-😀",
            Api = "",
            Team = "team",
            Cluster = "cluster",
            Destination = "destination",
            Key = "key",
            Consumer = "consumer",
            User = long.MinValue,
            Method = RequestMethod.Patch,
            Host = "api.example.com",
            Path = "/" + new string('é', 1023),
            Protocol = RequestProtocol.WebSocket,
            Status = 504,
            UpstreamStatus = 502,
            FailedBy = FailedBy.Upstream,
            Reason = Reason.GatewayFault,
            Attempts = short.MaxValue,
            DurationMicros = long.MaxValue,
            UpstreamMicros = -1,
            FirstByteMicros = 0,
            BytesIn = 127,
            BytesOut = 128,
            Country = CountryCode.Parse("FR"),
            UserAgent = ulong.MaxValue,
            ConfigVersion = int.MaxValue,
            TraceId = UInt128.MaxValue - 5,
        };
        Assert.That(Again(full), Is.EqualTo(full));
        Assert.That(Again(full), Is.EqualTo(full), "and from the table of texts");
        foreach (var property in typeof(RequestEvent).GetProperties())
            Assert.That(property.Name == nameof(RequestEvent.Groups) || !Equals(property.GetValue(full), property.GetValue(default(RequestEvent))) || property.Name == nameof(RequestEvent.FirstByteMicros), $"{property.Name} is part of this test");
        Assert.That(Again(full with { Groups = ["gold", "", "ä"] }).Groups, Is.EqualTo(new[] { "gold", "", "ä" }));
        Assert.That(Again(full with { Groups = [] }).Groups, Is.Empty);
    }

    [Test]
    public void An_event_with_nothing_in_it_comes_back()
    {
        var empty = new RequestEvent { Time = TestSpool.Noon, Tenant = "" };
        Assert.That(Again(empty), Is.EqualTo(empty));
    }

    [TestCase("lone\uD800")]
    [TestCase("\uDC00")]
    [TestCase("nul\0")]
    public void A_text_that_is_not_storable_comes_back_as_it_was(string text) =>
        Assert.That(Again(TestSpool.Numbered(1) with { Host = text, Path = text }).Path, Is.EqualTo(text));

    [Test]
    public void Too_little_room_is_said_and_nothing_is_written_past_it()
    {
        var captured = TestSpool.Numbered(1) with { Groups = ["gold", "silver"], Path = "/lone\uD800" };
        var length = EventCodec.Encode(captured, new byte[1024]);
        for (var room = 0; room < length; room++)
        {
            var bytes = new byte[length + 8];
            Assert.That(EventCodec.Encode(captured, bytes.AsSpan(0, room)), Is.EqualTo(-1));
            Assert.That(bytes.AsSpan(room).ContainsAnyExcept((byte)0), Is.False);
        }
    }

    static RequestEvent Again(RequestEvent value)
    {
        var bytes = new byte[8192];
        var length = EventCodec.Encode(in value, bytes);
        Assert.That(length, Is.Positive);
        return EventCodec.Decode(bytes.AsSpan(0, length), Texts);
    }
}
