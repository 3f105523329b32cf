using Gateway.Admin.Access;
using Gateway.Admin.Access.Relations;
using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Access;

/// <summary>Roles that follow from relations in OpenFGA: what is asked, what is kept, and what becomes of silence.</summary>
public sealed class RelationTests
{
    RelationStand stand = null!;

    FakeOpenFga Server => stand.Server;

    [SetUp]
    public async Task StartAsync() => stand = await RelationStand.StartAsync();

    [TearDown]
    public async Task StopAsync() => await stand.DisposeAsync();

    [Test]
    public async Task Relations_of_all_levels_give_their_roles_beside_those_of_the_store()
    {
        Server.Write(RelationStand.AdaThere, "observer", "platform:gateway");
        Server.Write(RelationStand.AdaThere, "viewer", "tenant:acme");
        Server.Write("tenant:acme", "tenant", "team:acme/shop");
        Server.Write("user:eve@example.com", "admin", "tenant:other");
        var stored = new RoleGrant { Tenant = "third", Role = Role.TenantEditor };
        Assert.That(
            await stand.RolesAsync(RelationStand.SignedIn(RelationStand.Ada with { Tenant = "platform" }, stored)),
            Is.EquivalentTo(new[] { "TenantEditor third", "PlatformObserver", "TenantViewer acme", "TeamViewer acme shop" }));
    }

    [Test]
    public async Task An_account_of_a_tenant_reaches_no_further_by_its_name()
    {
        Server.Write(RelationStand.AdaThere, "observer", "platform:gateway");
        Server.Write(RelationStand.AdaThere, "admin", "tenant:other");
        Server.Write(RelationStand.AdaThere, "viewer", "team:other/spies");
        Server.Write(RelationStand.AdaThere, "viewer", "team:acme/shop");
        Assert.That(await stand.RolesAsync(), Is.EqualTo(new[] { "TeamViewer acme shop" }));
    }

    [Test]
    public async Task Nobody_has_roles_by_the_relations_of_others()
    {
        Server.Write("user:eve@example.com", "admin", "tenant:acme");
        Assert.That(await stand.RolesAsync(), Is.Empty);
    }

    [Test]
    public async Task Objects_that_are_no_ids_give_nothing()
    {
        foreach (var target in new[] { "tenant:*", "tenant:", "tenant:A b", "tenant:acme/shop", "team:acme", "team:*/x", "team:acme/shop/more" })
            Server.Write(RelationStand.AdaThere, "viewer", target);
        Assert.That(await stand.RolesAsync(), Is.Empty);
    }

    [TestCase("ada:admin")]
    [TestCase("team#member")]
    [TestCase("*")]
    [TestCase("{id}")]
    [TestCase("a b")]
    public async Task A_name_that_would_mean_something_else_there_is_never_sent(string signIn)
    {
        Assert.That(await stand.RolesAsync(RelationStand.SignedIn(RelationStand.Ada with { SignIn = signIn })), Is.Empty);
        Assert.That(Server.Asked, Is.Zero);
    }

    [Test]
    public async Task Only_signed_in_people_are_asked_about()
    {
        var token = new Caller("token ci", [new RoleGrant { Tenant = "acme", Role = Role.TenantViewer }]);
        Assert.That(await stand.RolesAsync(token), Has.Length.EqualTo(1));
        Assert.That(await stand.RolesAsync(Caller.Gateway("bootstrap token")), Has.Length.EqualTo(1));
        Assert.That(await stand.RolesAsync(RelationStand.SignedIn(RelationStand.Ada, new RoleGrant { Role = Role.PlatformAdmin })), Has.Length.EqualTo(1));
        Assert.That(Server.Asked, Is.Zero);
    }

    [Test]
    public async Task A_personal_token_gets_no_more_than_its_own_roles()
    {
        Server.Write(RelationStand.AdaThere, "admin", "tenant:acme");
        var limit = new[] { new RoleGrant { Tenant = "acme", Role = Role.TenantViewer }, new RoleGrant { Tenant = "other", Role = Role.TenantViewer } };
        var caller = new Caller("ada (token ci)", []) { Person = RelationStand.Ada, Limit = limit };
        Assert.That(await stand.RolesAsync(caller), Is.EqualTo(new[] { "TenantViewer acme" }));
    }

    [Test]
    public async Task An_answer_is_kept_for_its_time_and_a_removed_relation_shows_within_sixty_seconds()
    {
        stand.Options.CacheFor = TimeSpan.FromSeconds(60);
        stand.Restart();
        Server.Write(RelationStand.AdaThere, "viewer", "tenant:acme");
        Assert.That(await stand.RolesAsync(), Is.EqualTo(new[] { "TenantViewer acme" }));
        var asked = Server.Asked;
        Server.Delete(RelationStand.AdaThere, "viewer", "tenant:acme");

        stand.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await stand.RolesAsync(), Is.EqualTo(new[] { "TenantViewer acme" }));
        Assert.That(Server.Asked, Is.EqualTo(asked), "from memory");
        stand.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await stand.RolesAsync(), Is.Empty);
    }

    [Test]
    public async Task Many_first_requests_of_a_person_ask_once()
    {
        var gate = new TaskCompletionSource();
        Server.Gate = gate.Task;
        Server.Write(RelationStand.AdaThere, "viewer", "tenant:acme");
        var calls = Enumerable.Range(0, 200).Select(_ => Task.Run(() => stand.RolesAsync())).ToList();
        await Eventually.HoldsAsync(() => Server.Asked == 3, "one question for each of the three relations");
        gate.SetResult();
        foreach (var roles in await Task.WhenAll(calls))
            Assert.That(roles, Is.EqualTo(new[] { "TenantViewer acme" }));
        Assert.That(Server.Asked, Is.EqualTo(3));
    }

    [Test]
    public async Task In_the_steady_state_nothing_is_awaited_and_nothing_sent()
    {
        await stand.RolesAsync();
        var asked = Server.Asked;
        var caller = RelationStand.SignedIn(RelationStand.Ada);
        for (var i = 0; i < 100; i++)
        {
            var complete = stand.Grants.CompleteAsync(caller, CancellationToken.None);
            Assert.That(complete.IsCompletedSuccessfully);
            Assert.That((await complete).Caller, Is.SameAs(caller));
        }

        Assert.That(Server.Asked, Is.EqualTo(asked));
    }

    [Test]
    public async Task Memory_stays_bounded()
    {
        for (var i = 0; i < 10_050; i++)
            await stand.RolesAsync(RelationStand.SignedIn(RelationStand.Ada with { Id = $"u{i}", SignIn = "*" }));
        Assert.That(stand.Grants.Count, Is.LessThanOrEqualTo(10_000));
    }

    [Test]
    public async Task Silence_is_not_the_same_as_no_relations_and_costs_one_wait_in_a_while()
    {
        stand.Options.Timeout = TimeSpan.FromMilliseconds(50);
        stand.Restart();
        var gate = new TaskCompletionSource();
        Server.Gate = gate.Task;
        Assert.That(await stand.RolesAsync(), Is.Null, "too slow");
        var asked = Server.Asked;
        Assert.That(await stand.RolesAsync(), Is.Null);
        Assert.That(Server.Asked, Is.EqualTo(asked), "a failure holds for a moment");

        gate.SetResult();
        Server.Write(RelationStand.AdaThere, "viewer", "tenant:acme");
        stand.Options.Timeout = TimeSpan.FromSeconds(20);
        stand.Clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(
            async () =>
            {
                stand.Clock.Advance(TimeSpan.FromSeconds(5));
                return await stand.RolesAsync() is ["TenantViewer acme"];
            },
            "it is asked again");
    }

    [TestCase(400, "validation_error")]
    [TestCase(401, "unauthenticated")]
    [TestCase(404, "store_id_not_found")]
    [TestCase(429, "rate_limit_exceeded")]
    [TestCase(500, "internal_error")]
    public async Task An_error_is_silence_too_and_says_its_code(int status, string code)
    {
        Server.Fault = (status, code);
        Assert.That(await stand.RolesAsync(), Is.Null);
        var said = await Assert.ThrowsAsync<RelationsAwayException>(() => stand.Checker.ListAsync(RelationStand.AdaThere, "viewer", "tenant", default));
        Assert.That(said!.Message, Does.Contain($"{status} {code}"));
        Assert.That(await Assert.ThrowsAsync<RelationsAwayException>(() => stand.Checker.CheckAsync(RelationStand.AdaThere, "observer", "platform:gateway", default)), Is.Not.Null);
    }

    [Test]
    public async Task A_server_that_is_away_or_of_another_model_is_silence()
    {
        Server.IsAway = true;
        Assert.That(await stand.RolesAsync(), Is.Null);
        Server.IsAway = false;
        stand.Options.AuthorizationModelId = "01JD00000000000000000OTHER";
        stand.Restart();
        Assert.That(await stand.RolesAsync(), Is.Null);
    }

    [Test]
    public async Task The_key_may_be_in_a_file_that_changes()
    {
        var file = Path.GetTempFileName();
        try
        {
            (stand.Options.Token, stand.Options.TokenFile, stand.Options.CacheFor) = (null, file, TimeSpan.Zero);
            stand.Restart();
            await File.WriteAllTextAsync(file, "wrong");
            Assert.That(await stand.RolesAsync(), Is.Null);
            await File.WriteAllTextAsync(file, FakeOpenFga.Key + "\n");
            stand.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.That(await stand.RolesAsync(), Is.Empty);
            File.Delete(file);
            Assert.That(await stand.RolesAsync(), Is.Null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void Wrong_options_are_all_named()
    {
        var options = new OpenFgaOptions
        {
            ApiUrl = "openfga",
            UserTemplate = "{signIn}",
            Timeout = TimeSpan.Zero,
            CacheFor = TimeSpan.FromSeconds(61),
            Token = "a",
            TokenFile = "b",
            Tenants = new() { ["viewer"] = "teamViewer" },
        };
        Assert.That(
            options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)).SelectMany(result => result.MemberNames),
            Is.EquivalentTo(new[] { "ApiUrl", "StoreId", "TokenFile", "UserTemplate", "Timeout", "CacheFor", "Tenants" }));
    }

    [TestCase("user:{signIn}", true)]
    [TestCase("user:{tenant}/{id}", true)]
    [TestCase("{signIn}", false)]
    [TestCase("user:everybody", false)]
    [TestCase("user:{signIn}:x", false)]
    [TestCase("team:{signIn}#member", false)]
    [TestCase("user:{name}{id}", false)]
    public void A_template_names_one_user(string template, bool isOne) => Assert.That(RelationUser.IsTemplate(template), Is.EqualTo(isOne));
}
