using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>The sentence that people are told.</summary>
public static partial class AlertMessage
{
    const int Longest = 2_000;

    static readonly string[] Placeholders = ["name", "severity", "state", "instance", "value", "threshold", "condition", "from", "to"];

    internal static void Check(string? message, Dictionary<string, List<string>> errors)
    {
        if (message is null)
            return;
        if (message.Length > Longest || message.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            errors.Report("message", $"At most {Longest} characters are accepted, of the control characters only line breaks and tabs.");
        foreach (var name in Placeholder().Matches(message).Select(match => match.Groups[1].Value).Where(name => !Placeholders.Contains(name)).Distinct())
            errors.Report("message", $"{{{name}}} is no placeholder; accepted: {FieldErrors.Names(Placeholders.Select(each => $"{{{each}}}"))}.");
    }

    /// <summary>The message with its values. A value that there is not is a dash.</summary>
    /// <param name="template">As written; null: the usual sentence.</param>
    /// <param name="name">Of the alert.</param>
    /// <param name="severity">Of the alert.</param>
    /// <param name="change">What happened.</param>
    /// <param name="judged">What was observed.</param>
    public static string Of(string? template, string name, AlertSeverity severity, StateChange change, Judgement judged)
    {
        var shown = judged.Conditions.FirstOrDefault(each => each.Verdict == Verdict.Met) ?? (judged.Conditions.Count > 0 ? judged.Conditions[0] : null);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = name,
            ["severity"] = Word(severity),
            ["state"] = Word(change.To),
            ["instance"] = change.Label.Length > 0 ? change.Label : "-",
            ["value"] = Show(shown?.Value, shown?.Unit),
            ["threshold"] = Show(shown?.Threshold, shown?.Unit),
            ["condition"] = shown?.Label ?? "-",
            ["from"] = Moment(judged.From),
            ["to"] = Moment(judged.To),
        };
        // It says what is wrong; that it is over, or cannot be told, says the usual sentence.
        var sentence = change.To is AlertStatus.Firing or AlertStatus.Pending ? template ?? Usual(change, shown) : Usual(change, shown);
        return Placeholder().Replace(sentence, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));
    }

    /// <summary>An enum's value as it is written in documents.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    static string Usual(StateChange change, ObservedCondition? shown)
    {
        var name = change.Label.Length > 0 ? "{name} ({instance})" : "{name}";
        return change.To switch
        {
            AlertStatus.Ok => $"{name} is over.",
            AlertStatus.NoData => $"{name}: there is nothing to judge by.",
            AlertStatus.Error => $"{name} cannot be evaluated: {shown?.Problem ?? "see the log."}",
            _ when shown is null => $"{name}: it was not evaluated yet.",
            _ when shown.Threshold is null => $"{name}: {{condition}}.",
            _ => $"{name}: {{condition}} is {{value}}, threshold {{threshold}}.",
        };
    }

    /// <summary>A figure with its unit, four digits at most.</summary>
    public static string Show(double? value, string? unit)
    {
        if (value is not { } figure)
            return "-";
        string Round(double number) => number.ToString(Math.Abs(number) >= 1000 ? "0" : "G4", CultureInfo.InvariantCulture);
        return unit switch
        {
            Units.Ratio => $"{Round(figure * 100)} %",
            null or Units.Count => Round(figure),
            _ => $"{Round(figure)} {unit}",
        };
    }

    static string Moment(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}
