using Gateway.Admin.SignIn.Methods;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.SignIn;

/// <summary>All ways in, in the order in which the page shows them.</summary>
sealed class SignInMethods(PasswordMethod password, OidcMethod oidc)
{
    public ISignInMethod[] All { get; } = [password, oidc];

    public static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton<PasswordMethod>()
        .AddSingleton<OidcMethod>()
        .AddSingleton<SignInMethods>();
}
