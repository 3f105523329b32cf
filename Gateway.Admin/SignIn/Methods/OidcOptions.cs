using Gateway.Analytics.Configuration;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>An OpenID Connect provider that people may sign in with. Its name stands in the redirect address: <c>&lt;admin&gt;/api/v1/sign-in/oidc/&lt;name&gt;/callback</c>.</summary>
public sealed class OidcOptions
{
    /// <summary>The provider's issuer, letter by letter as it publishes it; https, or http on this machine. Required, no default.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The id under which the provider knows this gateway. Required, no default.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that goes with it. Default none: a public client, which PKCE alone protects.</summary>
    [Secret]
    public string? ClientSecret { get; set; }

    /// <summary>A file that holds the secret, in place of ClientSecret. Default none.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>What the button of the sign-in page says. Default the provider's name in this section.</summary>
    public string? Label { get; set; }

    /// <summary>What is asked for, separated by spaces. Default openid profile email.</summary>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>The claim with the person's name. Default name.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>The claim with what the person is called at sign-in. Default preferred_username, and email where that is missing.</summary>
    public string SignInClaim { get; set; } = "preferred_username";

    /// <summary>Which claims give which roles. Who has none, also by an administrator, is refused. Default none.</summary>
    public IList<OidcRoleRule> Roles { get; set; } = [];
}

/// <summary>A rule that gives a role to whoever has a claim. All rules that fit count.</summary>
public sealed class OidcRoleRule
{
    /// <summary>The claim's name, with dots for a claim inside another, such as realm_access.roles. Required, no default.</summary>
    public string Claim { get; set; } = "";

    /// <summary>What the claim must be, or must hold when it is a list. Asterisks, at most 3, stand for any characters and catch them. Required, no default.</summary>
    public string Value { get; set; } = "";

    /// <summary>platformAdmin, platformObserver, tenantAdmin, tenantEditor, tenantViewer, teamAdmin or teamViewer. Required, no default.</summary>
    public string Role { get; set; } = "";

    /// <summary>The tenant's id for a role of a tenant or a team, or {1} to {3} for what an asterisk caught. Default none.</summary>
    public string? Tenant { get; set; }

    /// <summary>The team's id for a role of a team; {1} to {3} as in Tenant. Default none.</summary>
    public string? Team { get; set; }
}
