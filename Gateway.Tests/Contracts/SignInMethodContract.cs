using Gateway.Admin.Access;
using Gateway.Admin.SignIn;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Contracts;

/// <summary>Runs over the list of sign-in methods: a new one is tested by being listed.</summary>
public sealed class SignInMethodContract
{
    [Test]
    public async Task Every_method_is_in_the_list_and_its_endpoints_are_anonymous_below_sign_in()
    {
        await using var database = await TestDatabase.CreateAsync(migrate: false);
        await using var gateway = await TestGateway.StartAsync(database.ConnectionString);
        var all = gateway.Services.GetRequiredService<SignInMethods>().All;
        var written = typeof(ISignInMethod).Assembly.GetTypes().Where(type => type.IsClass && typeof(ISignInMethod).IsAssignableFrom(type));
        Assert.That(all.Select(method => method.GetType()), Is.EquivalentTo(written));
        Assert.That(all.SelectMany(method => method.Offers).Select(offer => offer.Id), Is.Unique);

        var endpoints = gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/sign-in", StringComparison.Ordinal))
            .ToList();
        Assert.That(endpoints, Has.Count.GreaterThan(all.Length));
        Assert.That(endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<NeedMetadata>()!.Need), Has.All.EqualTo(Need.Anonymous));
    }
}
