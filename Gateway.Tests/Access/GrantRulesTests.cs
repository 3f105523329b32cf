using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using NUnit.Framework;

namespace Gateway.Tests.Access;

/// <summary>What one role includes of another. Grants are written <c>role</c>, <c>role@tenant</c>, <c>role@tenant/team</c>.</summary>
public sealed class GrantRulesTests
{
    static readonly string[] All =
    [
        "platformAdmin", "platformObserver", "tenantAdmin@a", "tenantEditor@a", "tenantViewer@a", "teamAdmin@a/s", "teamViewer@a/s",
        "tenantAdmin@b", "tenantEditor@b", "tenantViewer@b", "teamAdmin@a/t", "teamViewer@a/t",
    ];

    [TestCase("platformAdmin", "platformAdmin platformObserver tenantAdmin@a tenantEditor@a tenantViewer@a teamAdmin@a/s teamViewer@a/s tenantAdmin@b tenantEditor@b tenantViewer@b teamAdmin@a/t teamViewer@a/t")]
    [TestCase("platformObserver", "platformObserver tenantViewer@a teamViewer@a/s tenantViewer@b teamViewer@a/t")]
    [TestCase("tenantAdmin@a", "tenantAdmin@a tenantEditor@a tenantViewer@a teamAdmin@a/s teamViewer@a/s teamAdmin@a/t teamViewer@a/t")]
    [TestCase("tenantEditor@a", "tenantEditor@a tenantViewer@a teamViewer@a/s teamViewer@a/t")]
    [TestCase("tenantViewer@a", "tenantViewer@a teamViewer@a/s teamViewer@a/t")]
    [TestCase("teamAdmin@a/s", "teamAdmin@a/s teamViewer@a/s")]
    [TestCase("teamViewer@a/s", "teamViewer@a/s")]
    public void A_role_includes(string own, string included) =>
        Assert.That(All.Where(other => Grant(own).Covers(Grant(other))), Is.EqualTo(included.Split(' ')));

    [TestCase("platformAdmin", "tenantEditor@a", "tenantEditor@a")]
    [TestCase("tenantEditor@a", "platformAdmin", "tenantEditor@a")]
    [TestCase("tenantAdmin@a", "tenantAdmin@b", "")]
    [TestCase("tenantAdmin@a tenantViewer@b", "tenantEditor@a tenantEditor@b", "tenantEditor@a tenantViewer@b")]
    [TestCase("tenantViewer@a", "teamAdmin@a/s", "teamViewer@a/s")]
    [TestCase("tenantEditor@a", "teamAdmin@a/s", "teamViewer@a/s")]
    [TestCase("teamAdmin@a/s", "teamAdmin@a/t", "")]
    [TestCase("platformObserver", "tenantAdmin@a", "tenantViewer@a")]
    [TestCase("platformObserver", "teamAdmin@a/s", "teamViewer@a/s")]
    [TestCase("platformObserver", "platformObserver tenantAdmin@a", "platformObserver")]
    [TestCase("tenantAdmin@a teamAdmin@a/s", "tenantAdmin@a", "tenantAdmin@a")]
    [TestCase("tenantAdmin@a", "", "")]
    public void Two_lists_have_in_common(string one, string two, string common)
    {
        Assert.That(GrantRules.Common(Grants(one), Grants(two)), Is.EquivalentTo(Grants(common)));
        Assert.That(GrantRules.Common(Grants(two), Grants(one)), Is.EquivalentTo(Grants(common)), "in the other order");
    }

    [Test]
    public void What_two_roles_have_in_common_is_included_in_both()
    {
        foreach (var one in All.Select(Grant))
        {
            foreach (var two in All.Select(Grant))
            {
                var common = GrantRules.Common([one], [two]);
                Assert.That(common.All(grant => one.Covers(grant) && two.Covers(grant)), $"{one} and {two}");
                var missed = All.Select(Grant).Where(grant => one.Covers(grant) && two.Covers(grant) && !common.Any(found => found.Covers(grant)));
                Assert.That(missed, Is.Empty, $"{one} and {two}");
            }
        }
    }

    static RoleGrant[] Grants(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Grant)];

    static RoleGrant Grant(string text)
    {
        var parts = text.Split('@', '/');
        return new RoleGrant { Role = Enum.Parse<Role>(parts[0], ignoreCase: true), Tenant = parts.ElementAtOrDefault(1), Team = parts.ElementAtOrDefault(2) };
    }
}
