using System.Text.Json.Nodes;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>
/// Microsoft Teams by a workflow "When a Teams webhook request is received": an Adaptive Card 1.4 in a message. The address is
/// the secret.
/// </summary>
sealed class TeamsChannel(ChannelHttp http) : IAlertChannel
{
    /// <summary>Teams refuses messages above 28 KB.</summary>
    const int MaximumNotices = 10;

    const int MaximumText = 700;

    public ChannelKind Kind { get; } = new("teams", "Microsoft Teams", Gathers: true,
    [
        new("url", "Workflow address", SettingKind.Url, "Of the workflow that takes webhook requests. Who has it can post, so it is kept secret.") { IsRequired = true, IsSecret = true },
    ]);

    public Task<ChannelAnswer> SendAsync(ChannelSettings settings, IReadOnlyList<AlertNotice> notices, CancellationToken token)
    {
        var body = new JsonArray(Block(NoticeText.Title(notices), "Bolder", "Large"));
        foreach (var notice in notices.Take(MaximumNotices))
        {
            if (notices.Count > 1)
                body.Add(Block(NoticeText.Title(notice), "Bolder", "Default"));
            if (notice.Message.Length > 0)
                body.Add(Block(notice.Message, "Default", "Default"));
            body.Add(new JsonObject
            {
                ["type"] = "FactSet",
                ["facts"] = new JsonArray([.. NoticeText.Facts(notice).Take(12).Select(fact => (JsonNode)new JsonObject { ["title"] = Plain(fact.Name), ["value"] = Plain(fact.Value) })]),
            });
        }

        if (notices.Count > MaximumNotices)
            body.Add(Block($"and {notices.Count - MaximumNotices} more", "Default", "Default"));
        var card = new JsonObject { ["type"] = "AdaptiveCard", ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["version"] = "1.4", ["body"] = body };
        if (notices[0].Link is { } link)
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open the dashboard", ["url"] = link });
        var message = new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        };
        return http.PostAsync(settings.Url("url"), message.ToJsonString(), "application/json", null, token);
    }

    static JsonObject Block(string text, string weight, string size) =>
        new() { ["type"] = "TextBlock", ["text"] = Plain(text), ["weight"] = weight, ["size"] = size, ["wrap"] = true };

    // Cards read Markdown: a name in a notice makes no link.
    static string Plain(string text) => NoticeText.Cut(text, MaximumText).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}
