using System.Text.RegularExpressions;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>What can be said of a provider's section without asking the provider: all errors, each with its key below the provider's.</summary>
static partial class OidcChecks
{
    const int MaximumText = 500;
    const int MaximumRules = 200;

    public static IEnumerable<(string Key, string Error)> Errors(string provider, OidcOptions options)
    {
        if (!ProviderName().IsMatch(provider))
            yield return ("", "the provider's name must be 1 to 40 lower-case letters, digits and dashes; it stands in addresses");
        if (!IsIssuer(options.Issuer))
            yield return ("Issuer", $"must be an https address, such as https://id.example.com, or http on this machine; at most {MaximumText} characters, without user, query and fragment");
        if (IsMissing(options.ClientId))
            yield return ("ClientId", $"is required: 1 to {MaximumText} characters, the id under which the provider knows this gateway");
        if (options.ClientSecret is not null && options.ClientSecretFile is not null)
            yield return ("ClientSecretFile", "must not stand beside ClientSecret");
        if (options.ClientSecret is { } secret && string.IsNullOrWhiteSpace(secret))
            yield return ("ClientSecret", "must not be empty; leave it out for a public client");
        if (options.ClientSecretFile is { } file && SecretIn(file) is null)
            yield return ("ClientSecretFile", $"{file} cannot be read, or is empty");
        if (options.Label is { } label && IsMissing(label))
            yield return ("Label", $"must be 1 to {MaximumText} characters");
        if (!Words(options.Scopes).Contains("openid") || options.Scopes.Length > MaximumText)
            yield return ("Scopes", $"must hold openid, and be at most {MaximumText} characters");
        if (IsMissing(options.NameClaim))
            yield return ("NameClaim", "must be the name of a claim, such as name");
        if (IsMissing(options.SignInClaim))
            yield return ("SignInClaim", "must be the name of a claim, such as preferred_username");
        if (options.Roles.Count is 0 or > MaximumRules)
            yield return ("Roles", $"must be 1 to {MaximumRules} rules; without one nobody could sign in");
        for (var i = 0; i < options.Roles.Count; i++)
        {
            foreach (var (key, error) in Errors(options.Roles[i]))
                yield return ($"Roles:{i}:{key}", error);
        }
    }

    /// <summary>The secret in a file, without the line's end; null when there is none.</summary>
    public static string? SecretIn(string file)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length == 0 ? null : text;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    static IEnumerable<(string Key, string Error)> Errors(OidcRoleRule rule)
    {
        if (IsMissing(rule.Claim))
            yield return ("Claim", "must be the name of a claim, such as groups or realm_access.roles");
        var caught = rule.Value.Count(character => character == '*');
        if (IsMissing(rule.Value) || caught > 3)
            yield return ("Value", $"must be 1 to {MaximumText} characters with at most 3 asterisks");
        if (!OidcRoles.TryRole(rule.Role, out var role))
        {
            yield return ("Role", $"must be one of {string.Join(", ", OidcRoles.Names)}");
            yield break;
        }

        var (needsTenant, needsTeam) = (role is not (Role.PlatformAdmin or Role.PlatformObserver), role is Role.TeamAdmin or Role.TeamViewer);
        if (Error(rule.Tenant, needsTenant, caught) is { } tenant)
            yield return ("Tenant", tenant);
        if (Error(rule.Team, needsTeam, caught) is { } team)
            yield return ("Team", team);
    }

    static string? Error(string? id, bool isNeeded, int caught)
    {
        if (isNeeded != id is not null)
            return isNeeded ? "is required for this role" : "must not stand with this role";
        if (id is null)
            return null;
        if (id == GatewayStore.PlatformTenant)
            return "must not be the platform itself; its people have roles of the platform";
        foreach (Match placeholder in OidcRoles.Placeholder().Matches(id))
        {
            if (placeholder.Groups[1].Value is not [>= '1' and <= '3'] || placeholder.Groups[1].Value[0] - '0' > caught)
                return $"{placeholder.Value} stands for an asterisk that Value does not have";
        }

        return OidcRoles.Id().IsMatch(OidcRoles.Placeholder().Replace(id, "x"))
            ? null
            : "must be an id (1 to 64 lower-case letters, digits, dots, dashes or underscores), or hold {1} to {3} for what an asterisk of Value caught";
    }

    static bool IsIssuer(string issuer) =>
        issuer.Length <= MaximumText && Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    static bool IsMissing(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > MaximumText || text.Any(char.IsControl);

    public static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex ProviderName();
}
