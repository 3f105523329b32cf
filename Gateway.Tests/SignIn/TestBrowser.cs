using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.SignIn;

/// <summary>What a page of the gateway in a browser would send: the cookie, the token beside it, where it comes from.</summary>
sealed class TestBrowser(TestGateway gateway) : IDisposable
{
    readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(gateway.Admin, "/api/v1/") };

    /// <summary>The cookie's value, as the last answer set it; null after it was cleared.</summary>
    public string? Cookie { get; set; }

    public string? Csrf { get; set; }

    /// <summary>As <c>Sec-Fetch-Site</c>; null sends none.</summary>
    public string? Site { get; set; } = "same-origin";

    /// <summary>As <c>Origin</c>; null sends none.</summary>
    public string? Origin { get; set; }

    public string UserAgent { get; set; } = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    /// <summary>The last answer's Set-Cookie line.</summary>
    public string? SetCookie { get; private set; }

    /// <summary>Every answer so far, as text.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>The same person at another node.</summary>
    public TestBrowser At(TestGateway other) => new(other) { Cookie = Cookie, Csrf = Csrf };

    public async Task<HttpResponseMessage> SendAsync(string method, string address, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (Cookie is not null)
            request.Headers.Add("Cookie", $"gateway={Cookie}");
        if (Csrf is not null)
            request.Headers.Add("X-Csrf-Token", Csrf);
        if (Site is not null)
            request.Headers.Add("Sec-Fetch-Site", Site);
        if (Origin is not null)
            request.Headers.Add("Origin", Origin);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        var answer = await client.SendAsync(request);
        await answer.Content.LoadIntoBufferAsync();
        Answers.Add(await answer.Content.ReadAsStringAsync());
        SetCookie = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single() : null;
        if (SetCookie is not null)
            Cookie = SetCookie.Split(';')[0].Split('=', 2)[1] is { Length: > 0 } value ? value : null;
        return answer;
    }

    public async Task<int> StatusAsync(string method, string address, object? body = null)
    {
        using var answer = await SendAsync(method, address, body);
        return (int)answer.StatusCode;
    }

    /// <summary>The answer as JSON; fails on another status.</summary>
    public async Task<JsonNode> JsonAsync(string method, string address, object? body = null, int status = 200)
    {
        using var answer = await SendAsync(method, address, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), $"{method} {address}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Signs in and keeps cookie and token.</summary>
    public async Task<JsonNode> SignInAsync(string signIn, string password = SignInStand.Password)
    {
        Csrf = null;
        var me = await JsonAsync("POST", "sign-in", new { signIn, password });
        Csrf = me["csrfToken"]!.GetValue<string>();
        return me;
    }

    public void Dispose() => client.Dispose();
}
