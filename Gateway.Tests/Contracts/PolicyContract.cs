using Gateway.Admin.Jwt;
using Gateway.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Contracts;

/// <summary>Runs over the list of policies: a new one is tested by being listed.</summary>
public sealed class PolicyContract
{
    static readonly IServiceProvider Services = Gateway.Policies.Policies
        .Add(new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(new UserPseudonyms(new byte[32])).AddJwt())
        .BuildServiceProvider();

    static readonly RoutePlan Open = RoutePlan.Of(new Admin.Contract.RouteDocument
    {
        Id = "open",
        Tenant = "acme",
        Cluster = "main",
        Match = new Admin.Contract.MatchDocument { Path = "/" },
    }, Services.GetRequiredService<JwtKeys>());

    static IPolicy[] All() => Services.GetRequiredService<Gateway.Policies.Policies>().All;

    [Test]
    public void Every_policy_is_in_the_list()
    {
        var written = typeof(IPolicy).Assembly.GetTypes().Where(type => type.IsClass && typeof(IPolicy).IsAssignableFrom(type));
        Assert.That(All().Select(policy => policy.GetType()), Is.EquivalentTo(written));
    }

    [TestCaseSource(nameof(All))]
    public void A_policy_lets_a_route_pass_that_asks_for_nothing_and_allocates_nothing(object policy)
    {
        var http = new DefaultHttpContext();
        var admission = new Admission();
        var checking = (IPolicy)policy;
        Assert.That(Check(checking, http, admission), Is.Null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Check(checking, http, admission);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    static Refusal? Check(IPolicy policy, HttpContext http, Admission admission)
    {
        var checking = policy.CheckAsync(http, Open, admission);
        return checking.IsCompletedSuccessfully ? checking.Result : throw new AssertionException("it waits for something");
    }
}
