using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Routes.Import;

/// <summary>
/// One object of a .NET configuration file. Whoever reads takes each setting by name; <see cref="Close"/> refuses all that nobody
/// took, so that nothing is passed over in silence. As in .NET, names are case-insensitive and values may be written as texts.
/// </summary>
sealed class SettingsNode(JsonElement json, string path, FieldErrors refused)
{
    readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Path => path;

    public FieldErrors Refused => refused;

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}:{name}";

    public void Refuse(string name, string why) => refused.Add(PathOf(name), why);

    public string? Text(string name) => Take(name) is not { } value ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => Wrong<string>(name, "a text"),
        };

    public bool? Flag(string name) => Text(name) is not { } text ? null : bool.TryParse(text, out var value) ? value : WrongValue<bool>(name, "true or false");

    public long? Whole(string name) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : WrongValue<long>(name, "a whole number");

    public int? Small(string name) => Whole(name) is not { } whole ? null : whole is >= int.MinValue and <= int.MaxValue ? (int)whole : WrongValue<int>(name, "a smaller number");

    public double? Number(string name) => Text(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : WrongValue<double>(name, "a number");

    public TimeSpan? Span(string name) => Text(name) is not { } text ? null
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : WrongValue<TimeSpan>(name, "a duration as hh:mm:ss");

    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum => Text(name) is not { } text ? null
        : Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : WrongValue<TEnum>(name, string.Join(", ", Enum.GetNames<TEnum>()));

    /// <summary>A list of texts; a single text is one of one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Take(name) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.String)
            return [value.GetString()!];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        Refuse(name, "must be a list of texts");
        return [];
    }

    public SettingsNode? Object(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new SettingsNode(value, PathOf(name), refused) : Wrong<SettingsNode>(name, "an object");

    public IEnumerable<SettingsNode> List(string name)
    {
        if (Take(name) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
            return [.. value.EnumerateArray().Select((item, index) => new SettingsNode(item, $"{PathOf(name)}:{index}", refused))];
        Refuse(name, "must be a list of objects");
        return [];
    }

    /// <summary>All settings, where their names are free.</summary>
    public IEnumerable<(string Name, SettingsNode Node)> Objects()
    {
        foreach (var property in json.EnumerateObject())
        {
            if (Object(property.Name) is { } node)
                yield return (property.Name, node);
        }
    }

    /// <summary>All settings as texts, where their names are free.</summary>
    public IReadOnlyDictionary<string, string> AllTexts() =>
        json.EnumerateObject().Select(property => (property.Name, Text: Text(property.Name))).Where(each => each.Text is not null).ToDictionary(each => each.Name, each => each.Text!);

    /// <summary>Refuses what nobody took.</summary>
    public void Close(string why = "is not known to this gateway")
    {
        foreach (var property in json.EnumerateObject().Where(property => !taken.Contains(property.Name) && property.Value.ValueKind != JsonValueKind.Null))
            Refuse(property.Name, why);
    }

    /// <summary>The setting; null when it is not there, or says nothing.</summary>
    JsonElement? Take(string name)
    {
        taken.Add(name);
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind != JsonValueKind.Null)
                return property.Value;
        }

        return null;
    }

    T? Wrong<T>(string name, string accepted)
        where T : class
    {
        Refuse(name, $"must be {accepted}");
        return null;
    }

    T? WrongValue<T>(string name, string accepted)
        where T : struct
    {
        Refuse(name, $"must be {accepted}");
        return null;
    }
}
