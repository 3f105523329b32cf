using Gateway.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Gateway.Tests.Browser;

/// <summary>The first minutes with a gateway.</summary>
public sealed class OnboardingTests : BrowserTests
{
    [Test]
    public async Task A_fresh_gateway_ticks_its_steps_and_gives_way_to_the_charts_by_itself()
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "acme", name = "Acme" } } });
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        await window.GoAsync("/t/acme/dashboards/overview", ".steps");
        var page = window.Page;
        await Assertions.Expect(page.Locator(".steps .done h3")).ToHaveTextAsync(["Gateway is running"]);
        await Assertions.Expect(page.Locator(".steps .open h3")).ToHaveTextAsync(["Create a route"]);
        await window.PictureAsync("onboarding-1");
        Assert.That(await window.AccessibilityAsync(), Is.Empty);

        await Gateway.ApplyAsync(new
        {
            clusters = new[] { Sample.Cluster("main", Upstream.Address) },
            routes = new[] { new { id = "orders", tenant = "acme", cluster = "main", match = new { path = "/orders/{**rest}" }, access = new { apiKey = "required" } } },
        });
        await Assertions.Expect(page.Locator(".steps .done h3")).ToHaveTextAsync(["Gateway is running", "Route created"]);
        await Assertions.Expect(page.Locator(".steps .open h3")).ToHaveTextAsync(["Create a key"]);

        var secret = await Gateway.KeyAsync(new { id = "mobile", tenant = "acme", name = "Mobile app" });
        await Assertions.Expect(page.Locator(".steps .done h3")).ToHaveTextAsync(["Gateway is running", "Route created", "Key created"]);
        await Assertions.Expect(page.Locator(".steps .open h3")).ToHaveTextAsync(["Send a request"]);
        await Assertions.Expect(page.Locator(".steps .code-block")).ToContainTextAsync($"{Gateway.Proxy.ToString().TrimEnd('/')}/orders/");
        await window.PictureAsync("onboarding-2");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/1");
        request.Headers.Add("X-Api-Key", secret);
        using var answer = await Gateway.Client.SendAsync(request);
        await Assertions.Expect(page.Locator("[aria-label='Requests in all'] .kpi-value")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator(".steps")).ToHaveCountAsync(0);
        await page.Locator(".chart-canvas canvas").First.WaitForAsync();
        await window.PictureAsync("first-request");
        Assert.That(await window.OverflowsAsync(), Is.Empty);
        window.AssertClean();
    }

    [Test]
    public async Task A_person_makes_cluster_route_and_key_by_form_sees_a_request_counted_and_revokes_the_key()
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "globex", name = "Globex" } } });
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        window.Expected.Add(422);
        var page = window.Page;

        await window.GoAsync("/t/globex/clusters/new", ".form-card");
        await page.GetByLabel("Id", new() { Exact = true }).FillAsync("main");
        await page.GetByLabel("Address of destination 1").FillAsync(Upstream.Address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create cluster" }).ClickAsync();
        await page.Locator(".row-name", new() { HasText = "main" }).WaitForAsync();

        await window.GoAsync("/t/globex/routes/new", ".form-card");
        await page.GetByLabel("Id", new() { Exact = true }).FillAsync("orders");
        await page.GetByLabel("Path", new() { Exact = true }).FillAsync("/globex/{**rest");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Cluster" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "main" }).ClickAsync();
        // The gateway is asked while one writes.
        await Assertions.Expect(page.GetByLabel("Path", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Create route" })).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator(".save-errors")).ToContainTextAsync("1 field needs a fix");
        await window.PictureAsync("route-refused");
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByLabel("Path", new() { Exact = true }).FillAsync("/globex/{**rest}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create route" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "orders", Exact = true })).ToBeVisibleAsync();

        await window.GoAsync("/t/globex/keys?create=true", "[role=dialog] form");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Mobile app");
        await Assertions.Expect(page.GetByLabel("Id", new() { Exact = true })).ToHaveValueAsync("mobile-app");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Routes" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "orders" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var secret = await page.GetByLabel("The key", new() { Exact = true }).TextContentAsync();
        await page.Locator(".fact-ok").WaitForAsync();
        await window.PictureAsync("secret-once", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByLabel("The key", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("I have stored this key").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Assertions.Expect(page.GetByText(secret!)).ToHaveCountAsync(0);
        Assert.That(await page.ContentAsync(), Does.Not.Contain(secret!));

        await Eventually.HoldsAsync(async () => await StatusAsync(secret!) == 200, "the key opens the route");
        await Gateway.DrainedAsync();
        await window.GoAsync("/t/globex/keys", ".keys-table tbody tr");
        await Assertions.Expect(page.Locator(".keys-table tbody tr td.num").First).ToHaveTextAsync("1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for Mobile app" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Mobile app" }).ClickAsync();
        await Assertions.Expect(page.Locator(".keys-table .tag")).ToHaveTextAsync("Revoked");
        await Eventually.HoldsAsync(async () => await StatusAsync(secret!) == 401, "the key is refused");
        window.AssertClean();
    }

    [Test]
    public async Task All_of_it_goes_by_keyboard_alone_up_to_a_broken_route_the_error_at_its_field_and_the_way_back()
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "umbra", name = "Umbra" } } });
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        window.Expected.Add(422);
        var page = window.Page;
        var keys = page.Keyboard;

        await window.GoAsync("/t/umbra/clusters", ".empty");
        await TabToAsync(page, "New cluster");
        await keys.PressAsync("Enter");
        await TabToAsync(page, "Id");
        await keys.TypeAsync("main");
        await TabToAsync(page, "Address of destination 1");
        await keys.TypeAsync(Upstream.Address);
        await TabToAsync(page, "Create cluster");
        await keys.PressAsync("Enter");
        await page.Locator(".row-name", new() { HasText = "main" }).WaitForAsync();

        await keys.PressAsync("g");
        await keys.PressAsync("r");
        await page.WaitForURLAsync("**/umbra/routes**");
        await TabToAsync(page, "New route");
        await keys.PressAsync("Enter");
        await TabToAsync(page, "Id");
        await keys.TypeAsync("orders");
        await TabToAsync(page, "Path");
        await keys.TypeAsync("/umbra/{**rest}");
        await TabToAsync(page, "Cluster");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Cluster" })).ToHaveValueAsync("main");
        await TabToAsync(page, "Create route");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "orders", Exact = true })).ToBeVisibleAsync();

        await keys.PressAsync("g");
        await keys.PressAsync("k");
        await page.WaitForURLAsync("**/umbra/keys**");
        await TabToAsync(page, "New key");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await keys.TypeAsync("Mobile app");
        await TabToAsync(page, "Routes");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await TabToAsync(page, "Create key");
        await keys.PressAsync("Enter");
        var secret = (await page.GetByLabel("The key", new() { Exact = true }).TextContentAsync())!;
        await TabToAsync(page, "I have stored this key");
        await keys.PressAsync("Space");
        await TabToAsync(page, "Done");
        await keys.PressAsync("Enter");
        await Eventually.HoldsAsync(async () => await StatusAsync(secret, "/umbra/1") == 200, "the key opens the route");
        await Gateway.DrainedAsync();

        await window.GoAsync("/t/umbra/routes/orders", ".form-card");
        await TabToAsync(page, "Traffic");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Requests in all").Locator(".kpi-value")).Not.ToHaveTextAsync("–");
        await TabToAsync(page, "Definition");
        await keys.PressAsync("Enter");

        await TabToAsync(page, "Path");
        await keys.PressAsync("End");
        await keys.PressAsync("Backspace");
        await Assertions.Expect(page.GetByLabel("Path", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator(".form-card").First).ToContainTextAsync("Is not a route pattern");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Publish") })).ToBeDisabledAsync();
        await window.PictureAsync("route-broken");
        await keys.TypeAsync("}");
        await Assertions.Expect(page.Locator(".save-errors")).ToHaveCountAsync(0);

        var version = (await Gateway.GetAsync("nodes"))["configVersion"]!.GetValue<int>();
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("/moved/{**rest}");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Publish v{version + 1}" })).ToBeEnabledAsync();
        await TabToAsync(page, $"Publish v{version + 1}");
        await keys.PressAsync("Enter");
        await Eventually.HoldsAsync(async () => await StatusAsync(secret, "/umbra/1") == 404, "the route is elsewhere");
        await keys.PressAsync("g");
        await keys.PressAsync("v");
        await page.WaitForURLAsync("**/umbra/versions**");
        await page.Locator(".version-table").WaitForAsync();
        await TabToAsync(page, $"v{version}");
        await keys.PressAsync("Enter");
        await TabToAsync(page, $"Roll back to v{version}");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = $"Roll back to v{version}" })).ToBeEnabledAsync();
        await TabToAsync(page, $"Roll back to v{version}");
        await keys.PressAsync("Enter");
        await Eventually.HoldsAsync(async () => await StatusAsync(secret, "/umbra/1") == 200, "the route is back");
        window.AssertClean();
    }

    [Test]
    public async Task Settings_of_yarp_are_taken_over_and_a_request_is_tried_before_it_is_sent()
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "yarp", name = "Yarp" } } });
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        var page = window.Page;
        await window.GoAsync("/t/yarp/routes", ".empty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await page.GetByLabel("appsettings.json").FillAsync($$$"""
            { "ReverseProxy": { // As it was.
                "Routes": { "Orders": { "ClusterId": "Shop", "CorsPolicy": "web", "Match": { "Path": "/yarp/{**rest}" }, "Transforms": [ { "PathRemovePrefix": "/yarp" } ] },
                            "Other": { "ClusterId": "Shop", "Match": { "Path": "/yarp/other", "Methods": [ "POST" ] } } },
                "Clusters": { "Shop": { "Destinations": { "a": { "Address": "{{{Upstream.Address}}}" } } } } } }
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator(".import-refused code")).ToHaveTextAsync("ReverseProxy:Routes:Orders:CorsPolicy");
        await window.PictureAsync("import-preview", whole: false);
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import without these" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "orders", Exact = true }).ClickAsync();

        await page.GetByLabel("Address", new() { Exact = true }).FillAsync($"{Gateway.Proxy.ToString().TrimEnd('/')}/yarp/other?a=b");
        await Eventually.HoldsAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Try", Exact = true }).ClickAsync();
            return await page.Locator(".try-wire").CountAsync() == 1;
        }, "the node serves the imported routes");
        await Assertions.Expect(page.Locator(".try-winner")).ToContainTextAsync("orders takes it");
        await Assertions.Expect(page.Locator(".try-wire")).ToContainTextAsync("GET /other?a=b HTTP/1.1");
        await Assertions.Expect(page.Locator(".try-others")).ToContainTextAsync("It takes POST.");
        await window.PictureAsync("try-it");
        Assert.That(await window.AccessibilityAsync(), Is.Empty);
        Assert.That(Upstream.Log.Select(asked => asked.Target), Has.None.Contain("/other"));
        window.AssertClean();
    }

    /// <summary>Goes on by Tab until what has this name is focused; backwards never, so the order of reading is the order of the keys.</summary>
    static async Task TabToAsync(IPage page, string name)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string>("""
                () => {
                  const one = document.activeElement;
                  const labelled = one.getAttribute('aria-labelledby') ? document.getElementById(one.getAttribute('aria-labelledby')) : null;
                  return (one.getAttribute('aria-label') ?? labelled?.textContent ?? one.labels?.[0]?.textContent ?? one.textContent ?? '').trim();
                }
                """);
            if (at == name)
                return;
        }

        Assert.Fail($"Nothing called '{name}' is reached by Tab.");
    }

    [Test]
    public async Task A_key_is_changed_beside_the_list_and_teams_and_groups_are_made()
    {
        await Gateway.ApplyAsync(new { tenants = new[] { new { id = "initech", name = "Initech" } } });
        await Gateway.KeyAsync(new { id = "handset", tenant = "initech", name = "Mobile", tags = new { plan = "gold", old = "1" } });
        await using var window = await Browser.OpenAsync(Gateway.Admin);
        var page = window.Page;
        await window.GoAsync("/t/initech/keys", ".keys-table tbody tr");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mobile", Exact = true }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Mobile app");
        await page.GetByLabel("Consumer", new() { Exact = true }).FillAsync("mobile-team");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Tags" }).FillAsync("plan=silver");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save key" }).ClickAsync();
        await Assertions.Expect(page.Locator(".keys-table")).ToContainTextAsync("mobile-team");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var stored = await Gateway.GetAsync("keys/handset");
        Assert.That(stored["name"]!.GetValue<string>(), Is.EqualTo("Mobile app"));
        Assert.That(stored["tags"]!["plan"]!.GetValue<string>(), Is.EqualTo("silver"));

        foreach (var (address, one) in new[] { ("teams", "team"), ("teams?kind=groups", "group") })
        {
            await window.GoAsync($"/t/initech/{address}", ".empty");
            await page.GetByRole(AriaRole.Button, new() { Name = $"New {one}" }).First.ClickAsync();
            await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Gold");
            await page.GetByLabel("Id", new() { Exact = true }).FillAsync("gold");
            await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator(".data-table tbody tr")).ToContainTextAsync("Gold");
        }

        window.AssertClean();
    }

    async Task<int> StatusAsync(string secret, string path = "/globex/1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Api-Key", secret);
        using var answer = await Gateway.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
