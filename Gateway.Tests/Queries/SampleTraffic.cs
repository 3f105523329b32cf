using Gateway.Analytics.Events;

namespace Gateway.Tests.Queries;

/// <summary>Traffic with everything in it, the same at every run.</summary>
static class SampleTraffic
{
    /// <summary>The first midnight (UTC) of the traffic.</summary>
    public static readonly DateTime Start = new(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc);

    public static IReadOnlyList<SampleEvent> Make(int count, TimeSpan span, int seed = 7, DateTime? start = null)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => One(random, (start ?? Start).AddTicks((long)(random.NextDouble() * span.Ticks) / 10 * 10)))];
    }

    static SampleEvent One(Random random, DateTime time)
    {
        var sample = new SampleEvent
        {
            Time = time,
            Tenant = random.Next(3) == 0 ? "globex" : "acme",
            DurationMicros = (long)Math.Exp(6 + random.NextDouble() * 10),
            BytesIn = random.Next(5000),
            BytesOut = random.Next(100_000),
            Spool = 1 + random.Next(2),
            ConfigVersion = random.Next(4),
            Method = (RequestMethod)random.Next(10),
            Protocol = (RequestProtocol)random.Next(6),
            Browser = (short)random.Next(4),
            Os = (short)random.Next(4),
            Device = (short)random.Next(4),
            TrafficClass = (short)random.Next(4),
            Route = Pick(random, "orders", "users", "files", "orders-v2", "pay", "search", null),
            Api = Pick(random, "shop", "media", null),
            Team = Pick(random, "red", "blue", null),
            Key = random.Next(4) == 0 ? null : $"key-{random.Next(30)}",
            Consumer = Pick(random, "mobile", "web", "partner", null),
            Host = Pick(random, "a.example.com", "b.example.com", "c.example.org"),
            Endpoint = $"/e/{random.Next(25)}",
            Path = $"/e/{random.Next(500)}",
            Country = Pick(random, "FR", "DE", "CA", "NP", null),
            Groups = Pick<string[]>(random, ["gold"], ["gold", "beta"], ["silver"], null),
        };
        sample = sample with { User = sample.Key is null ? null : sample.Key.Length * 100 + sample.Tenant.Length + sample.Key[^1] };
        return Outcome(random, sample);
    }

    static SampleEvent Outcome(Random random, SampleEvent sample)
    {
        SampleEvent forwarded = sample with
        {
            Cluster = Pick(random, "east", "west"),
            Destination = Pick(random, "a", "b"),
            UpstreamMicros = sample.DurationMicros * random.Next(50, 101) / 100,
            Attempts = (short)random.Next(1, 4),
        };
        return random.Next(16) switch
        {
            0 => forwarded with { Status = 500 },
            1 => forwarded with { Status = 502, FailedBy = FailedBy.Upstream, Reason = Reason.ConnectFailed },
            2 => forwarded with { Status = 200, FailedBy = FailedBy.Upstream, Reason = Reason.ResponseBodyDestination },
            3 => forwarded with { Status = 0, FailedBy = FailedBy.Client, Reason = Reason.ClientClosedRequest },
            4 => forwarded with { Status = 404 },
            5 => sample with { Status = 404, Reason = Reason.NoRoute, Route = null, Attempts = 0 },
            6 => sample with { Status = 401, FailedBy = FailedBy.Policy, Reason = Reason.KeyMissing, Attempts = 0 },
            7 => sample with { Status = 413, FailedBy = FailedBy.Policy, Reason = Reason.BodyTooLarge, Attempts = 0 },
            8 => sample with { Status = 400, FailedBy = FailedBy.Client, Reason = Reason.BadRequest, Attempts = 0 },
            9 => sample with { Status = 503, FailedBy = FailedBy.Gateway, Reason = Reason.GatewayFault, Attempts = 0 },
            10 => forwarded with { Status = 101 },
            11 => forwarded with { Status = 304 },
            _ => forwarded with { Status = 200 },
        };
    }

    static T? Pick<T>(Random random, params T?[] values) => values[random.Next(values.Length)];
}
