using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Admin.Access;
using Gateway.Tests.Support;

namespace Gateway.Tests.Isolation;

/// <summary>Somebody who calls with a token, with a browser's cookie, or with nothing, and what they hear as one letter.</summary>
sealed class AccessCaller(TestGateway gateway) : IDisposable
{
    readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(gateway.Admin, "/api/v1/") };

    public string? Token { get; init; }

    /// <summary>The secret of the cookie.</summary>
    public byte[]? Session { get; set; }

    /// <summary>Opens another session in place of one that a call has ended.</summary>
    public Func<Task<byte[]>>? Renew { get; init; }

    /// <summary>The letter of the table's head for one call.</summary>
    public async Task<char> AskAsync(AccessCall call, string team, string? tenant)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.AddressFor(team));
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (Session is not null)
        {
            request.Headers.Add("Cookie", $"{SessionCookie.Name(isHttps: false)}={Base64Url.EncodeToString(Session)}");
            request.Headers.Add(SessionCookie.CsrfHeader, SessionCookie.CsrfToken(Session));
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        }

        if (call.Method != "GET")
            request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        if (call.BodyFor(team) is { } body)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.Headers.Contains("Set-Cookie") && Renew is not null)
            Session = await Renew();
        return Letter((int)answer.StatusCode, text, call);
    }

    public void Dispose() => client.Dispose();

    static char Letter(int status, string text, AccessCall call) => status switch
    {
        401 => '1',
        403 => '3',
        404 when text.Contains("The API has no such address", StringComparison.Ordinal) => '?',
        404 when !call.IsOfNothing => '4',
        400 when text.Contains("Which tenant?", StringComparison.Ordinal) => 'T',
        405 or 415 or 429 or >= 500 => '?',
        _ => 'L',
    };
}
