using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>A notice in plain words, for all channels alike.</summary>
static class NoticeText
{
    const int ShownConditions = 20;

    /// <summary>One line, such as <c>Critical: Orders failing is firing (orders)</c>.</summary>
    public static string Title(AlertNotice notice) => State(notice) switch
    {
        "heldBack" => notice.Name,
        "test" => $"Test: {notice.Name}",
        var state => $"{notice.Severity}: {notice.Name} {Verb(state)}{(notice.Instance.Length > 0 ? $" ({notice.Instance})" : "")}",
    };

    /// <summary>Of one or of many.</summary>
    public static string Title(IReadOnlyList<AlertNotice> notices) => notices.Count == 1
        ? Title(notices[0])
        : $"{notices.Count} notices, {notices.Count(notice => notice.Kind == NoticeKind.Fired)} firing, {notices.Count(notice => notice.Kind == NoticeKind.Resolved)} resolved";

    /// <summary>One word for payloads: firing, resolved, noData, error, test, heldBack.</summary>
    public static string State(AlertNotice notice) => notice switch
    {
        { Kind: NoticeKind.HeldBack } => "heldBack",
        { IsTest: true } => "test",
        { Kind: NoticeKind.Resolved } => "resolved",
        { To: AlertStatus.NoData } => "noData",
        { To: AlertStatus.Error } => "error",
        _ => "firing",
    };

    /// <summary>One word for payloads: info, warning, critical.</summary>
    public static string Severity(AlertNotice notice) => JsonNamingPolicy.CamelCase.ConvertName(notice.Severity.ToString());

    /// <summary>Whether it is about nothing that could be resolved later.</summary>
    public static bool StandsAlone(AlertNotice notice) => notice.IsTest || notice.Kind == NoticeKind.HeldBack;

    /// <summary>The notice's facts in the order in which people ask for them.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(AlertNotice notice)
    {
        yield return ("Tenant", notice.Tenant);
        if (notice.Team is { } team)
            yield return ("Team", team);
        if (notice.Instance.Length > 0)
            yield return ("For", notice.Instance);
        yield return ("Time", Written(notice.Time));
        if (notice.WindowFrom < notice.WindowTo)
            yield return ("Window", $"{Written(notice.WindowFrom)} to {Written(notice.WindowTo)}");
        foreach (var condition in notice.Conditions.Take(ShownConditions))
            yield return (condition.Label, Observed(condition));
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

    static string Observed(ObservedCondition condition)
    {
        if (condition.Problem is { } problem)
            return problem;
        var value = condition.Value is null ? "no value" : condition.Unit is { Length: > 0 } unit ? $"{Number(condition.Value)} {unit}" : Number(condition.Value);
        return condition is { Operator: { } comparison, Threshold: { } threshold }
            ? $"{value} ({(condition.Verdict == Verdict.Met ? "met" : "not met")}: {comparison} {Number(threshold)})"
            : value;
    }

    static string Verb(string state) => state switch
    {
        "firing" => "is firing",
        "resolved" => "is resolved",
        "noData" => "has no data",
        _ => "could not be evaluated",
    };
}
