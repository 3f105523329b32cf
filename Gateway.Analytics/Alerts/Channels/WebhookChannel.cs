using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>
/// Posts each notice to an address. With a secret the message is signed as the Standard Webhooks specification has it (1.0.0):
/// <c>webhook-id</c> (the notice's key, by which a second delivery is known), <c>webhook-timestamp</c> and <c>webhook-signature</c>, the HMAC-SHA256 of
/// <c>id.timestamp.body</c>.
/// </summary>
sealed class WebhookChannel(ChannelHttp http, TimeProvider time) : IAlertChannel
{
    const string Json = "application/json";
    const string SecretPrefix = "whsec_";

    static readonly string[] Placeholders =
        ["key", "alert", "name", "tenant", "team", "severity", "state", "instance", "time", "from", "to", "message", "link", "value", "threshold", "label."];

    public ChannelKind Kind { get; } = new("webhook", "Webhook", Gathers: false,
    [
        new("url", "Address", SettingKind.Url, "Where notices are posted.") { IsRequired = true, IsTarget = true },
        new("secret", "Signing secret", SettingKind.Text, "Signs each message (Standard Webhooks). Any text, or whsec_ and base64.") { IsSecret = true },
        new("authorization", "Authorization header", SettingKind.Text, "Sent as it is, such as Bearer and a token.") { IsSecret = true },
        new("payload", "Payload", SettingKind.Choice, "gateway: all that is known. otoroshi: shaped as a UserAnalyticsAlert event.") { Choices = ["gateway", "otoroshi"], Default = "gateway" },
        new("template", "Template", SettingKind.Lines, $"Takes the payload's place. Placeholders: {string.Join(", ", Placeholders.Select(name => name == "label." ? "{label.name}" : $"{{{name}}}"))}."),
        new("contentType", "Content type", SettingKind.Choice, "What the template makes. In JSON the values are escaped.") { Choices = [Json, "text/plain"], Default = Json },
    ])
    {
        Check = CheckTemplate,
    };

    public async Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token)
    {
        var notice = notices[0];
        var isTemplate = settings.Has("template");
        var contentType = isTemplate ? settings.Text("contentType") : Json;
        var body = isTemplate ? Render(settings.Text("template"), notice, contentType == Json)
            : settings.Text("payload") == "otoroshi" ? OtoroshiPayload.Write(notice)
            : NoticeJson.Write(notice);
        return await http.PostAsync(settings.Url("url"), body, contentType, headers => AddHeaders(headers, settings, notice.Key, body), token);
    }

    void AddHeaders(HttpRequestHeaders headers, ChannelSettings settings, string key, string body)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds();
        headers.Add("webhook-id", key);
        headers.Add("webhook-timestamp", $"{at}");
        if (settings.Has("secret"))
            headers.Add("webhook-signature", Sign(settings.Text("secret"), key, at, body));
        if (settings.Has("authorization"))
            headers.TryAddWithoutValidation("Authorization", settings.Text("authorization"));
    }

    /// <summary>The signature with its version.</summary>
    public static string Sign(string secret, string key, long at, string body)
    {
        var bytes = new byte[secret.Length];
        var isEncoded = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[SecretPrefix.Length..], bytes, out var length)
            && (bytes = bytes[..length]).Length > 0;
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(isEncoded ? bytes : Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{key}.{at}.{body}")));
    }

    static string Render(string template, AlertNotice notice, bool isJson) =>
        NoticeTemplate.Render(template, name => Value(notice, name), isJson ? value => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value) : null);

    static string? Value(AlertNotice notice, string name) => name switch
    {
        "key" => notice.Key,
        "alert" => notice.Alert,
        "name" => notice.Name,
        "tenant" => notice.Tenant,
        "team" => notice.Team,
        "severity" => NoticeText.Severity(notice),
        "state" => NoticeText.State(notice),
        "instance" => notice.Instance,
        "time" => Iso(notice.Time),
        "from" => Iso(notice.WindowFrom),
        "to" => Iso(notice.WindowTo),
        "message" => notice.Message,
        "link" => notice.Link,
        "value" => NoticeText.Number(First(notice)?.Value),
        "threshold" => NoticeText.Number(First(notice)?.Threshold),
        _ => notice.Labels.GetValueOrDefault(name["label.".Length..]),
    };

    // The one that made the difference, as far as that can be told.
    static ObservedCondition? First(AlertNotice notice) => notice.Conditions.FirstOrDefault(condition => condition.Verdict == Verdict.Met) ?? (notice.Conditions.Count > 0 ? notice.Conditions[0] : null);

    static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    static IEnumerable<(string, string)> CheckTemplate(ChannelSettings settings)
    {
        if (!settings.Has("template"))
            yield break;
        var template = settings.Text("template");
        var unknown = NoticeTemplate.Unknown(template, Placeholders);
        foreach (var name in unknown)
            yield return ("template", $"{{{name}}} is no placeholder; known are {string.Join(", ", Placeholders.Select(each => each == "label." ? "label.name" : each))}; a brace itself is written twice");
        if (unknown.Count == 0 && settings.Text("contentType") == Json && WhyNoJson(NoticeTemplate.Render(template, _ => "1")) is { } why)
            yield return ("template", $"must make JSON, or contentType must be text/plain: {why}");
    }

    static string? WhyNoJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return null;
        }
        catch (JsonException wrong)
        {
            return wrong.Message;
        }
    }
}
