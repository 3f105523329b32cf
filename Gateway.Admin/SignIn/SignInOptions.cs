using System.ComponentModel.DataAnnotations;
using Gateway.Admin.SignIn.Methods;

namespace Gateway.Admin.SignIn;

/// <summary>Section <c>Gateway:SignIn</c>: ways in besides name and password.</summary>
public sealed class SignInOptions : IValidatableObject
{
    /// <summary>OpenID Connect providers, each under a name of 1 to 40 lower-case letters, digits and dashes. Default none.</summary>
    public IDictionary<string, OidcOptions> Oidc { get; set; } = new Dictionary<string, OidcOptions>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from provider in Oidc
        from error in OidcChecks.Errors(provider.Key, provider.Value ?? new OidcOptions())
        select new ValidationResult(error.Error, [error.Key.Length == 0 ? $"Oidc:{provider.Key}" : $"Oidc:{provider.Key}:{error.Key}"]);
}
