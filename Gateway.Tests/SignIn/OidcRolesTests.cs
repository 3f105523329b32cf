using System.Text.Json;
using Gateway.Admin.SignIn.Methods;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>From claims to roles, and what may stand in a rule.</summary>
public sealed class OidcRolesTests
{
    [TestCase("groups", "admins", "platformAdmin", null, null, """{"groups":["users","admins"]}""", "platformAdmin")]
    [TestCase("groups", "admins", "platformAdmin", null, null, """{"groups":"admins"}""", "platformAdmin")]
    [TestCase("groups", "admins", "platformAdmin", null, null, """{"groups":["Admins","admins2","xadmins"]}""", "")]
    [TestCase("groups", "admins", "platformAdmin", null, null, """{"groups":[["admins"],{"admins":true}]}""", "")]
    [TestCase("groups", "admins", "platformAdmin", null, null, """{"groups":{"admins":true}}""", "")]
    [TestCase("groups", "admins", "platformAdmin", null, null, """{}""", "")]
    [TestCase("groups", "a.mins", "platformAdmin", null, null, """{"groups":["admins"]}""", "")]
    [TestCase("realm_access.roles", "view", "tenantViewer", "acme", null, """{"realm_access":{"roles":["view"]}}""", "tenantViewer acme")]
    [TestCase("realm_access.roles", "view", "tenantViewer", "acme", null, """{"realm_access":["roles"]}""", "")]
    [TestCase("https://id.example.com/roles", "view", "tenantViewer", "acme", null, """{"https://id.example.com/roles":["view"]}""", "tenantViewer acme")]
    [TestCase("a.b.c", "1", "tenantViewer", "acme", null, """{"a":{"b.c":1}}""", "tenantViewer acme")]
    [TestCase("a.b.c", "true", "tenantViewer", "acme", null, """{"a.b":{"c":true}}""", "tenantViewer acme")]
    [TestCase("groups", "gateway-*-editors", "tenantEditor", "{1}", null, """{"groups":["gateway-acme-editors","gateway-globex-editors","gateway--editors","gateway-acme-viewers"]}""", "tenantEditor acme, tenantEditor globex")]
    [TestCase("groups", "*/*", "teamAdmin", "{1}", "{2}", """{"groups":["acme/shop"]}""", "teamAdmin acme shop")]
    [TestCase("groups", "*", "teamViewer", "acme", "team-{1}", """{"groups":["a","b"]}""", "teamViewer acme team-a, teamViewer acme team-b")]
    [TestCase("groups", "*-x", "tenantAdmin", "{1}", null, """{"groups":["ACME-x","../etc-x","*-x","a b-x","\n-x","platform-x"]}""", "")]
    [TestCase("email", "*@example.com", "platformObserver", null, null, """{"email":"ada@example.com","email_verified":true}""", "platformObserver")]
    [TestCase("email", "*@example.com", "platformObserver", null, null, """{"email":"ada@example.com"}""", "")]
    [TestCase("email", "*@example.com", "platformObserver", null, null, """{"email":"ada@example.com","email_verified":false}""", "")]
    [TestCase("email", "*@example.com", "platformObserver", null, null, """{"email":"ada@example.com.evil.org","email_verified":true}""", "")]
    public void A_rule_gives_its_role_to_those_with_the_claim(string claim, string value, string role, string? tenant, string? team, string claims, string expected)
    {
        var rule = new OidcRoleRule { Claim = claim, Value = value, Role = role, Tenant = tenant, Team = team };
        Assert.That(Errors(rule), Is.Empty);
        var given = new OidcRoles([rule]).Of(new OidcClaims(JsonDocument.Parse(claims).RootElement));
        Assert.That(string.Join(", ", given.Select(grant => $"{JsonNamingPolicy.CamelCase.ConvertName(grant.Role.ToString())} {grant.Tenant} {grant.Team}".TrimEnd())), Is.EqualTo(expected));
    }

    [Test]
    public void All_rules_that_fit_count_and_a_role_is_given_once()
    {
        var roles = new OidcRoles(
        [
            new OidcRoleRule { Claim = "groups", Value = "a", Role = "tenantViewer", Tenant = "acme" },
            new OidcRoleRule { Claim = "groups", Value = "*", Role = "tenantViewer", Tenant = "acme" },
            new OidcRoleRule { Claim = "more", Value = "b", Role = "platformObserver" },
        ]);
        var claims = new OidcClaims(JsonDocument.Parse("""{"groups":["a"]}""").RootElement, JsonDocument.Parse("""{"groups":["b"],"more":"b"}""").RootElement);
        Assert.That(roles.Of(claims), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_value_without_end_and_a_hostile_one_take_no_time()
    {
        var roles = new OidcRoles([new OidcRoleRule { Claim = "groups", Value = "*a*a*b", Role = "platformAdmin" }]);
        var values = JsonSerializer.SerializeToElement(new { groups = Enumerable.Repeat(new string('a', 500), 1000).Append(new string('a', 100_000) + "b") });
        var before = TimeProvider.System.GetTimestamp();
        Assert.That(roles.Of(new OidcClaims(values)), Is.Empty);
        Assert.That(TimeProvider.System.GetElapsedTime(before), Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [TestCase("", "v", "platformAdmin", null, null, "Claim")]
    [TestCase("c", "", "platformAdmin", null, null, "Value")]
    [TestCase("c", "*a*b*c*", "platformAdmin", null, null, "Value")]
    [TestCase("c", "v", "admin", null, null, "Role")]
    [TestCase("c", "v", "0", null, null, "Role")]
    [TestCase("c", "v", "platformAdmin", "acme", null, "Tenant")]
    [TestCase("c", "v", "tenantAdmin", null, null, "Tenant")]
    [TestCase("c", "v", "tenantAdmin", "acme", "shop", "Team")]
    [TestCase("c", "v", "teamAdmin", "acme", null, "Team")]
    [TestCase("c", "v", "tenantAdmin", "{1}", null, "Tenant")]
    [TestCase("c", "*", "tenantAdmin", "{2}", null, "Tenant")]
    [TestCase("c", "*", "tenantAdmin", "{x}", null, "Tenant")]
    [TestCase("c", "*", "tenantAdmin", "{}", null, "Tenant")]
    [TestCase("c", "*", "tenantAdmin", "{0}", null, "Tenant")]
    [TestCase("c", "v", "tenantAdmin", "Acme Inc", null, "Tenant")]
    [TestCase("c", "v", "tenantAdmin", "platform", null, "Tenant")]
    public void A_rule_that_can_give_nothing_is_an_error(string claim, string value, string role, string? tenant, string? team, string key) =>
        Assert.That(Errors(new OidcRoleRule { Claim = claim, Value = value, Role = role, Tenant = tenant, Team = team }), Is.EqualTo(new[] { $"Roles:0:{key}" }));

    static IEnumerable<string> Errors(OidcRoleRule rule) =>
        OidcChecks.Errors("kc", new OidcOptions { Issuer = "https://id.example.com", ClientId = "gateway", Roles = { rule } }).Select(error => error.Key);
}
