using System.Globalization;
using System.Text;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>A notice in plain words, for all channels alike.</summary>
static class NoticeText
{
    const int ShownConditions = 20;

    /// <summary>One line, such as <c>Critical: Orders failing is firing (orders)</c>.</summary>
    public static string Title(AlertNotice notice) => notice.State switch
    {
        NoticeState.HeldBack => notice.Name,
        NoticeState.Test => $"Test: {notice.Name}",
        _ => $"{Severity(notice)}: {notice.Name} {Verb(notice.State)}{(notice.Instance is { } instance ? $" ({instance})" : "")}",
    };

    /// <summary>Of one or of many.</summary>
    public static string Title(IReadOnlyList<AlertNotice> notices) => notices.Count == 1
        ? Title(notices[0])
        : $"{notices.Count} notices, {notices.Count(notice => notice.State is NoticeState.Firing)} firing, {notices.Count(notice => notice.State is NoticeState.Resolved)} resolved";

    public static string Severity(AlertNotice notice) => notice.Severity switch
    {
        "critical" => "Critical",
        "warning" => "Warning",
        _ => "Info",
    };

    /// <summary>The notice's facts in the order in which people ask for them.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(AlertNotice notice)
    {
        yield return ("Tenant", notice.Tenant);
        if (notice.Team is { } team)
            yield return ("Team", team);
        if (notice.Instance is { } instance)
            yield return ("For", instance);
        yield return ("Time", Written(notice.Time));
        if (notice is { From: { } from, To: { } to })
            yield return ("Window", $"{Written(from)} to {Written(to)}");
        foreach (var condition in notice.Conditions.Take(ShownConditions))
            yield return (condition.Met ? "Met" : "Not met", condition.Error is { } error ? $"{condition.Text}: {error}" : $"{condition.Text}: {Number(condition.Value)}");
        foreach (var (name, value) in notice.Labels)
            yield return (name, value);
    }

    /// <summary>The whole notice as lines.</summary>
    public static string Plain(AlertNotice notice)
    {
        var text = new StringBuilder();
        text.Append(Title(notice)).Append('\n');
        if (notice.Message.Length > 0)
            text.Append('\n').Append(notice.Message).Append('\n');
        text.Append('\n');
        foreach (var (name, value) in Facts(notice))
            text.Append(name).Append(": ").Append(value).Append('\n');
        if (notice.Link is { } link)
            text.Append('\n').Append(link).Append('\n');
        return text.ToString();
    }

    public static string Written(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Number(double? value) => value is { } number ? number.ToString("0.######", CultureInfo.InvariantCulture) : "no value";

    /// <summary>At most so many characters, without cutting a pair in two.</summary>
    public static string Cut(string text, int maximum) =>
        text.Length <= maximum ? text : text[..(char.IsHighSurrogate(text[maximum - 2]) ? maximum - 2 : maximum - 1)] + "…";

    static string Verb(NoticeState state) => state switch
    {
        NoticeState.Firing => "is firing",
        NoticeState.Resolved => "is resolved",
        NoticeState.NoData => "has no data",
        _ => "could not be evaluated",
    };
}
