using Gateway.Admin.Contract;
using Gateway.Admin.Jwt;
using Gateway.Analytics.Events;
using Gateway.Policies;
using Gateway.Tests.Queries;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Policies;

/// <summary>The token policy with a clock that stands still, before it a request, behind it an issuer.</summary>
sealed class JwtStand : IDisposable
{
    readonly IssuerClient client = new();
    readonly JwtPolicy policy;

    public JwtStand(FakeIssuer issuer, ILogger<JwtKeys>? log = null)
    {
        Issuer = issuer;
        policy = new JwtPolicy(new UserPseudonyms(new byte[32]), Clock);
        Keys = new JwtKeys(client, Clock, log ?? NullLogger<JwtKeys>.Instance);
        Plan = RoutePlan.Of(Route(new JwtDocument { Issuer = issuer.Address, Audiences = ["orders", "carts"] }), Keys);
    }

    public FakeIssuer Issuer { get; }

    public JwtKeys Keys { get; }

    public StillClock Clock { get; } = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    public RoutePlan Plan { get; set; }

    public Admission Admission { get; } = new();

    public static RouteDocument Route(JwtDocument jwt, string tenant = "acme") => new()
    {
        Id = "orders",
        Tenant = tenant,
        Cluster = "main",
        Match = new MatchDocument { Path = "/" },
        Access = new AccessDocument { Jwt = jwt },
    };

    public static DefaultHttpContext Request(params string?[] authorizations)
    {
        var http = new DefaultHttpContext();
        if (authorizations.Length > 0)
            http.Request.Headers.Authorization = authorizations;
        return http;
    }

    public ValueTask<Refusal?> CheckAsync(HttpContext http) => policy.CheckAsync(http, Plan, Admission);

    /// <summary>The same for what must be answered from memory.</summary>
    public Refusal? AtOnce(HttpContext http)
    {
        var checking = CheckAsync(http);
        return checking.IsCompletedSuccessfully ? checking.Result : throw new NUnit.Framework.AssertionException("it waits for something");
    }

    /// <summary>Why the token is refused; none when it passes.</summary>
    public async Task<Reason> ReasonAsync(string token) => (await CheckAsync(Request("Bearer " + token)))?.Reason ?? Reason.None;

    public void Dispose()
    {
        Keys.Dispose();
        client.Dispose();
    }
}
