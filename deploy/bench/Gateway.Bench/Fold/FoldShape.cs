using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;
using Gateway.Analytics.Storage;
using Gateway.Bench.Proxy;

namespace Gateway.Bench.Fold;

/// <summary>
/// A day of events: 5 tenants with 2 teams each, 100 routes, 1,000 keys, 1,000 endpoints, 10,000 users, all by Zipf; times are
/// lognormal round a median of the endpoint's own.
/// </summary>
sealed class FoldShape
{
    static readonly CountryCode[] Countries = [.. "FR DE GB US ES IT NL BE PL SE CA BR IN JP AU CH AT PT DK NO".Split(' ').Select(code => CountryCode.Parse(code))];

    readonly Random random = new(20260101);
    readonly Zipf endpoints;
    readonly Zipf keys;
    readonly Zipf users;
    readonly Zipf countries;
    readonly (ShapedRoute Route, int Number)[] byRank;

    public FoldShape()
    {
        byRank = [.. from route in ProxyShape.Routes from number in Enumerable.Range(1, ProxyShape.EndpointsPerRoute) select (route, number)];
        random.Shuffle(byRank);
        endpoints = new Zipf(byRank.Length, random);
        keys = new Zipf(ProxyShape.KeysPerTenant, random);
        users = new Zipf(2000, random);
        countries = new Zipf(Countries.Length, random);
    }

    public EventRow Next(DateTime time, long sequence)
    {
        var rank = endpoints.Next();
        var (route, number) = byRank[rank];
        var key = keys.Next();
        var upstream = (long)(1000 * Math.Exp(rank % 40 * 0.1 + 0.7 * Normal()));
        var refused = random.Next(100) == 0;
        var failed = random.Next(200) == 0;
        var captured = new RequestEvent
        {
            Time = time,
            Tenant = route.Tenant,
            Route = route.Id,
            Api = $"api-{number % 3}",
            Team = $"team-{route.Id[^1] % 2}",
            Groups = number % 2 == 0 ? ["public"] : null,
            Cluster = "cluster",
            Destination = refused ? null : $"upstream-{random.Next(3)}",
            Key = $"key-{key}",
            Consumer = $"consumer-{key % 20}",
            User = (route.Tenant[^1] - '0') * 1_000_000L + users.Next(),
            Method = random.Next(4) == 0 ? RequestMethod.Post : RequestMethod.Get,
            Host = $"{route.Tenant}.example.com",
            Path = $"{route.Base}/endpoint-{number}/{random.Next(100_000)}",
            Protocol = random.Next(3) == 0 ? RequestProtocol.Http11 : RequestProtocol.Http2,
            Status = (short)(refused ? 429 : failed ? 502 : random.Next(20) switch { 0 => 404, 1 => 304, 2 => 201, _ => 200 }),
            FailedBy = refused ? FailedBy.Policy : failed ? FailedBy.Upstream : FailedBy.None,
            Reason = refused ? Reason.KeyNotAllowed : failed ? Reason.ConnectFailed : Reason.None,
            Attempts = (short)(refused ? 0 : 1),
            DurationMicros = upstream + random.Next(150, 900),
            UpstreamMicros = refused ? -1 : upstream,
            FirstByteMicros = upstream,
            BytesIn = random.Next(2000),
            BytesOut = random.Next(20_000),
            Country = Countries[countries.Next()],
            ConfigVersion = 12,
        };
        var client = new ClientClass((Browser)(1 + random.Next(6)), (ClientOs)(1 + random.Next(4)), (Device)(1 + random.Next(3)), (TrafficClass)(1 + random.Next(2)));
        return new EventRow(captured, 1, sequence, $"{route.Base}/endpoint-{number}/{{n}}", client);
    }

    double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
