using Gateway.Analytics.Events;

namespace Gateway.Tests.Support;

/// <summary>Values that tests begin with.</summary>
static class Some
{
    /// <summary>An ordinary event: a GET of tenant acme, answered 200 in 12 ms.</summary>
    public static RequestEvent Event(DateTime time) => new()
    {
        Time = time,
        Tenant = "acme",
        Route = "orders",
        Cluster = "main",
        Destination = "a",
        Method = RequestMethod.Get,
        Host = "api.example.com",
        Path = "/orders/1",
        Protocol = RequestProtocol.Http11,
        Status = 200,
        UpstreamStatus = 200,
        Attempts = 1,
        DurationMicros = 12_000,
        UpstreamMicros = 11_000,
        FirstByteMicros = 11_500,
        BytesOut = 5,
    };
}
