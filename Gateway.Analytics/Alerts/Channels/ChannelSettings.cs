using System.Globalization;
using System.Net.Mail;
using System.Text.Json;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>The values of a channel's settings, secrets among them, by name; what is left out takes its default.</summary>
public sealed class ChannelSettings(ChannelKind kind, IReadOnlyDictionary<string, JsonElement> values)
{
    const int MaximumMails = 50;

    public bool Has(string name) => Text(name).Length > 0;

    /// <summary>Empty where there is none.</summary>
    public string Text(string name) =>
        values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : Of(name).Default ?? "";

    public int Number(string name) =>
        values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : int.Parse(Of(name).Default ?? "0", CultureInfo.InvariantCulture);

    public Uri Url(string name) => new(Text(name));

    public IReadOnlyList<string> Mails(string name) =>
        Text(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Everything that is wrong, each with the setting's name and what is accepted.</summary>
    public IEnumerable<(string Setting, string Message)> Errors()
    {
        var wrong = new List<(string, string)>();
        foreach (var name in values.Keys.Where(name => kind.Settings.All(setting => setting.Name != name)))
            wrong.Add((name, $"is not a setting of {kind.Type}; known are {string.Join(", ", kind.Settings.Select(setting => setting.Name))}"));
        foreach (var setting in kind.Settings)
        {
            if (WrongOf(setting) is { } message)
                wrong.Add((setting.Name, message));
        }

        return wrong.Count > 0 || kind.Check is null ? wrong : kind.Check(this);
    }

    string? WrongOf(ChannelSetting setting)
    {
        if (!values.TryGetValue(setting.Name, out var value) || value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0))
            return setting.IsRequired ? "is required" : null;
        if (setting.Kind == SettingKind.Number)
        {
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= setting.Minimum && number <= setting.Maximum
                ? null
                : $"must be a whole number from {setting.Minimum} to {setting.Maximum}";
        }

        if (value.ValueKind != JsonValueKind.String)
            return "must be a text";
        var text = value.GetString()!;
        return setting.Kind switch
        {
            SettingKind.Choice => setting.Choices.Contains(text) ? null : $"must be one of {string.Join(", ", setting.Choices)}",
            SettingKind.Url => IsUrl(text) ? null : "must be an http or https address without a name or a password in it, at most 2000 characters",
            SettingKind.Mails => AreMails(text) ? null : $"must be mail addresses with commas between them, at most {MaximumMails}",
            SettingKind.Lines => text.Length <= 16_000 && !text.Contains('\0') ? null : "must be at most 16000 characters",
            _ => text.Length <= 500 && !text.Any(char.IsControl) ? null : "must be one line of at most 500 characters",
        };
    }

    static bool IsUrl(string text) =>
        text.Length <= 2000
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.UserInfo.Length == 0
        && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));

    bool AreMails(string text)
    {
        var mails = text.Split(',', StringSplitOptions.TrimEntries);
        return mails.Length <= MaximumMails && mails.All(IsMail);
    }

    /// <summary>One bare address in ASCII, as it goes into SMTP's commands: nothing in it can end a line.</summary>
    static bool IsMail(string text) =>
        text.Length <= 254
        && text.All(character => character is > ' ' and < (char)127 and not ('<' or '>' or '"' or '(' or ')' or ';' or ':'))
        && MailAddress.TryCreate(text, out var mail) && mail.Address == text;

    ChannelSetting Of(string name) => kind.Settings.First(setting => setting.Name == name);
}
