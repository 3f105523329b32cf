using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>From claims to roles, by the provider's rules. What an asterisk caught is put in for {1} to {3}; a rule that then names no id gives nothing.</summary>
sealed partial class OidcRoles
{
    const int MaximumGrants = 100;
    const int MaximumValue = 500;

    static readonly Dictionary<string, Role> ByName = Enum.GetValues<Role>().ToDictionary(role => JsonNamingPolicy.CamelCase.ConvertName(role.ToString()));

    readonly List<Rule> rules;

    public OidcRoles(IEnumerable<OidcRoleRule> rules) => this.rules = [.. rules.Select(Rule.Of)];

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static bool TryRole(string name, [NotNullWhen(true)] out Role? role)
    {
        role = ByName.TryGetValue(name, out var found) ? found : null;
        return role is not null;
    }

    /// <summary>The claims that the rules look at.</summary>
    public IEnumerable<string> Claims => rules.Select(rule => rule.Claim).Distinct();

    public IReadOnlyList<RoleGrant> Of(OidcClaims claims) =>
        [.. rules.SelectMany(rule => claims.Values(rule.Claim).Select(rule.Grant)).OfType<RoleGrant>().Distinct().Take(MaximumGrants)];

    [GeneratedRegex(@"\{(.*?)\}")]
    public static partial Regex Placeholder();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    public static partial Regex Id();

    sealed record Rule(string Claim, Regex Value, Role Role, string? Tenant, string? Team)
    {
        public static Rule Of(OidcRoleRule rule) => new(
            rule.Claim,
            // Without backtracking, so that no value from outside can keep it busy.
            new Regex(@"\A" + string.Join("(.+)", rule.Value.Split('*').Select(Regex.Escape)) + @"\z", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant),
            ByName[rule.Role],
            rule.Tenant,
            rule.Team);

        public RoleGrant? Grant(string value)
        {
            if (value.Length > MaximumValue || Value.Match(value) is not { Success: true } match)
                return null;
            var grant = new RoleGrant { Role = Role, Tenant = Fill(Tenant, match), Team = Fill(Team, match) };
            return IsId(grant.Tenant) && IsId(grant.Team) ? grant : null;
        }

        static string? Fill(string? id, Match match) =>
            id is null ? null : Placeholder().Replace(id, placeholder => match.Groups[placeholder.Groups[1].Value].Value);

        // The platform's own tenant is no tenant to have a role in; its people have roles of the platform.
        static bool IsId(string? id) => id is null || (Id().IsMatch(id) && id != GatewayStore.PlatformTenant);
    }
}
