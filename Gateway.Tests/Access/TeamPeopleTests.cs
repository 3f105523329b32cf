using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Access;

/// <summary>Who is in a team, and who says so.</summary>
public sealed class TeamPeopleTests
{
    TestStand stand = null!;
    ApiCaller lead = null!;
    ApiCaller member = null!;

    TestGateway Gateway => stand.Gateway;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stand = await TestStand.StartAsync();
        await Gateway.ApplyAsync(new
        {
            tenants = new[] { new { id = "other", name = "Other" } },
            teams = new[] { new { id = "web", tenant = "acme", name = "Web" }, new { id = "shop", tenant = "other", name = "Shop" } },
        });
        lead = (await People.AddAsync(Gateway, "acme", "lead", [People.Grant(Role.TeamAdmin, "acme", "shop")])).For("acme");
        member = (await People.AddAsync(Gateway, "acme", "member", [People.Grant(Role.TeamViewer, "acme", "shop"), People.Grant(Role.TeamViewer, "acme", "web")])).For("acme");
        await People.AddAsync(Gateway, "acme", "newcomer", [People.Grant(Role.TeamViewer, "acme", "web")]);
        await People.AddAsync(Gateway, "acme", "claimed", claimed: [People.Grant(Role.TeamViewer, "acme", "shop")]);
        await People.AddAsync(Gateway, "other", "stranger", [People.Grant(Role.TeamAdmin, "other", "shop")]);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task People_of_a_team_are_listed_with_their_roles_in_it_alone()
    {
        foreach (var caller in new[] { lead, member, await ApiCaller.OfRoleAsync(Gateway, "tenantViewer", "acme") })
        {
            var items = (await caller.GetAsync("teams/shop/people"))["items"]!.AsArray();
            Assert.That(items.Select(item => item!["id"]!.GetValue<string>()), Is.SupersetOf(new[] { "claimed", "lead", "member" }).And.Not.Contains("stranger"));
            Assert.That(items.Single(item => item!["id"]!.GetValue<string>() == "member")!["roles"]!.ToJsonString(), Does.Not.Contain("web"));
        }
    }

    [Test]
    public async Task A_teams_admin_takes_people_in_and_lets_them_go()
    {
        var given = await lead.JsonAsync("PUT", "teams/shop/people/newcomer", new { role = "teamViewer" }, 200);
        Assert.That(given["roles"]!.AsArray().Select(role => role!["role"]!.GetValue<string>()), Is.EqualTo(new[] { "teamViewer" }));
        var newcomer = (await ApiCaller.OfUserAsync(Gateway, "acme", "newcomer")).For("acme");
        Assert.That((await newcomer.GetAsync("routes"))["items"]!.ToJsonString(), Does.Contain("\"orders\""));
        await lead.JsonAsync("PUT", "teams/shop/people/newcomer", new { role = "teamAdmin" }, 200);
        await Eventually.HoldsAsync(async () => (await newcomer.GetAsync("me"))["roles"]!.ToJsonString().Contains("teamAdmin"), "it counts", TimeSpan.FromSeconds(2));
        Assert.That(await lead.StatusAsync("DELETE", "teams/shop/people/newcomer"), Is.EqualTo(204));
        Assert.That(await lead.StatusAsync("DELETE", "teams/shop/people/newcomer"), Is.EqualTo(404));
        await Eventually.HoldsAsync(async () => !(await newcomer.GetAsync("me"))["roles"]!.ToJsonString().Contains("shop"), "it is over", TimeSpan.FromSeconds(2));
        Assert.That((await newcomer.GetAsync("me"))["roles"]!.ToJsonString(), Does.Contain("web"), "other roles stay");

        var audit = (await ApiCaller.Root(Gateway).For("acme").GetAsync("audit?search=newcomer"))["items"]!.AsArray();
        Assert.That(audit.Count(entry => entry!["collection"]!.GetValue<string>() == "users"), Is.EqualTo(3));
        Assert.That(audit[0]!["before"]!.ToJsonString(), Does.Contain("teamAdmin"));
        var reads = (await ApiCaller.Root(Gateway).For("acme").GetAsync("audit?search=people"))["items"]!.AsArray();
        Assert.That(reads.Select(entry => entry!["action"]!.GetValue<string>()), Is.All.EqualTo("read"));
    }

    [TestCase("PUT", "teams/web/people/newcomer", 403)]
    [TestCase("PUT", "teams/missing/people/newcomer", 403)]
    [TestCase("DELETE", "teams/web/people/newcomer", 403)]
    [TestCase("GET", "teams/web/people", 403)]
    [TestCase("GET", "teams/web/candidates", 403)]
    [TestCase("PUT", "teams/shop/people/stranger", 404)]
    [TestCase("PUT", "teams/shop/people/missing", 404)]
    [TestCase("DELETE", "teams/shop/people/claimed", 409)]
    public async Task Other_teams_and_other_tenants_people_are_out_of_reach(string method, string address, int status) =>
        Assert.That(await lead.StatusAsync(method, address, method == "PUT" ? new { role = "teamAdmin" } : null), Is.EqualTo(status));

    [Test]
    public async Task Only_roles_of_teams_are_given()
    {
        foreach (var role in new[] { "tenantAdmin", "platformAdmin", "boss" })
            Assert.That(await lead.RefusedAsync("PUT", "teams/shop/people/newcomer", new { role }), Contains.Key("role"));
    }

    [Test]
    public async Task A_viewer_looks_and_a_tenants_admin_manages()
    {
        Assert.That(await member.StatusAsync("GET", "teams/shop/candidates"), Is.EqualTo(403));
        Assert.That(await member.StatusAsync("PUT", "teams/shop/people/member", new { role = "teamAdmin" }), Is.EqualTo(403));
        var editor = await ApiCaller.OfRoleAsync(Gateway, "tenantEditor", "acme");
        Assert.That(await editor.StatusAsync("PUT", "teams/web/people/member", new { role = "teamViewer" }), Is.EqualTo(403));
        var tenantAdmin = await ApiCaller.OfRoleAsync(Gateway, "tenantAdmin", "acme");
        Assert.That(await tenantAdmin.StatusAsync("PUT", "teams/web/people/lead", new { role = "teamViewer" }), Is.EqualTo(200));
        Assert.That(await tenantAdmin.StatusAsync("DELETE", "teams/web/people/lead"), Is.EqualTo(204));
        Assert.That(await tenantAdmin.StatusAsync("GET", "teams/missing/people"), Is.EqualTo(404));
        Assert.That(await ApiCaller.Root(Gateway).StatusAsync("GET", "teams/shop/people"), Is.EqualTo(400), "two tenants have such a team");
    }

    [Test]
    public async Task Candidates_are_found_by_name_among_the_tenants_people()
    {
        var found = (await lead.GetAsync("teams/shop/candidates?search=NEWC"))["items"]!.AsArray();
        Assert.That(found.Select(item => item!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "newcomer" }));
        Assert.That((await lead.GetAsync("teams/shop/candidates")).ToJsonString(), Does.Not.Contain("stranger"));
    }
}
