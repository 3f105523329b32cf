using Gateway.Admin.SignIn.Methods;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.SignIn;

/// <summary>All ways in, in the order in which the page shows them.</summary>
sealed class SignInMethods(PasswordMethod password)
{
    public ISignInMethod[] All { get; } = [password];

    public static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton<PasswordMethod>()
        .AddSingleton<SignInMethods>();
}
