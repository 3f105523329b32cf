using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.Jwt;

/// <summary>Signed tokens of issuers elsewhere: their keys, and what is checked with them. Routes and sign-in use it.</summary>
static class JwtRegistration
{
    /// <summary>Needs a clock.</summary>
    public static IServiceCollection AddJwt(this IServiceCollection services) => services
        .AddSingleton<IssuerClient>()
        .AddSingleton<JwtKeys>()
        .AddHostedService(provider => provider.GetRequiredService<JwtKeys>());
}
