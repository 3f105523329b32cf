using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Admin.Contract;

/// <summary>
/// Reads a document strictly and reports everything at once: unknown fields by name, values of the wrong kind, fields that
/// have no effect yet, required fields that are missing. Deserializing alone would stop at the first.
/// </summary>
static class DocumentReader
{
    /// <summary>The document, or null when there are errors (then in <paramref name="errors"/>).</summary>
    public static T? Read<T>(JsonElement json, FieldErrors errors, string path = "")
        where T : class
    {
        var found = new FieldErrors();
        Walk(json, typeof(T), path, found);
        errors.AddAll(found);
        if (found.Any)
            return null;
        try
        {
            return json.Deserialize<T>(ContractJson.Options);
        }
        catch (JsonException unreadable)
        {
            errors.Add(unreadable.Path?.TrimStart('$').TrimStart('.') ?? path, unreadable.InnerException?.Message ?? unreadable.Message);
            return null;
        }
    }

    static void Walk(JsonElement json, Type type, string path, FieldErrors errors)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Null || type == typeof(JsonElement))
            return;

        var info = ContractJson.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.Object:
                WalkObject(json, info, path, errors);
                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    var at = $"{path}[{index++}]";
                    if (item.ValueKind == JsonValueKind.Null && IsPartOfContract(ElementType(type)))
                        errors.Add(at, "must be an object");
                    else
                        Walk(item, ElementType(type), at, errors);
                }

                break;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                foreach (var entry in json.EnumerateObject())
                {
                    if (entry.Value.ValueKind == JsonValueKind.Null)
                        errors.Add(FieldErrors.Join(path, entry.Name), "must not be null");
                    else
                        Walk(entry.Value, ElementType(type), FieldErrors.Join(path, entry.Name), errors);
                }

                break;
            case JsonTypeInfoKind.None when Readable(json, type):
                break;
            default:
                errors.Add(path, $"must be {Accepted(type, info.Kind)}");
                break;
        }
    }

    static void WalkObject(JsonElement json, JsonTypeInfo info, string path, FieldErrors errors)
    {
        var known = info.Properties.Where(property => !IsReadOnly(property)).ToDictionary(property => property.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in json.EnumerateObject())
        {
            var at = FieldErrors.Join(path, field.Name);
            if (!seen.Add(field.Name))
                errors.Add(at, "is given twice");
            else if (!known.TryGetValue(field.Name, out var property))
            {
                if (!IsReadOnlyName(info, field.Name))
                    errors.Add(at, $"is not a known field; known are {string.Join(", ", known.Keys)}");
            }
            else if (Attribute<NotYetAttribute>(property) is { } notYet && !MeansNothing(field.Value, notYet))
                errors.Add(at, $"is not supported yet: it arrives with {notYet.ArrivesWith}{(notYet.Only is null ? "; leave it out" : $"; only {notYet.Only} is accepted")}");
            else if (field.Value.ValueKind == JsonValueKind.Null && IsRequired(property))
                errors.Add(at, "is required");
            else if (field.Value.ValueKind == JsonValueKind.Null && !property.IsSetNullable)
                errors.Add(at, "must not be null; leave it out for its default");
            else if (property.CustomConverter is null)
                Walk(field.Value, property.PropertyType, at, errors);
        }

        foreach (var property in known.Values.Where(property => IsRequired(property) && !seen.Contains(property.Name)))
            errors.Add(FieldErrors.Join(path, property.Name), "is required");
    }

    // Fields the gateway answers with (state, prefix, createdAt): a document that was read may be sent back as it came.
    static bool IsReadOnly(JsonPropertyInfo property) => Attribute<AnsweredAttribute>(property) is not null;

    static bool IsReadOnlyName(JsonTypeInfo info, string name) => info.Properties.Any(property => property.Name == name);

    static bool IsRequired(JsonPropertyInfo property) => property.IsRequired;

    static bool MeansNothing(JsonElement value, NotYetAttribute notYet) =>
        value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
        || (notYet.Only is not null && value.GetRawText() == notYet.Only);

    static bool Readable(JsonElement json, Type type)
    {
        // 1e999 is JSON, but no number that could be written again.
        if (type == typeof(double) && json.ValueKind == JsonValueKind.Number && !(json.TryGetDouble(out var number) && double.IsFinite(number)))
            return false;
        try
        {
            json.Deserialize(type, ContractJson.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static bool IsPartOfContract(Type type) => type.IsClass && type.Namespace == typeof(DocumentReader).Namespace;

    static Type ElementType(Type type) =>
        type.IsArray ? type.GetElementType()! : type.GetGenericArguments().Last();

    static string Accepted(Type type, JsonTypeInfoKind kind) => kind switch
    {
        JsonTypeInfoKind.Object => "an object",
        JsonTypeInfoKind.Dictionary => "an object with a value for each name",
        JsonTypeInfoKind.Enumerable => "a list",
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(TimeSpan) => "a duration as hh:mm:ss, such as 00:00:30",
        _ when type == typeof(DateTimeOffset) => "a time in ISO 8601 with offset, such as 2027-01-31T00:00:00Z",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, type, ContractJson.Options).GetString()))}",
        _ => "of the right kind",
    };

    static TAttribute? Attribute<TAttribute>(JsonPropertyInfo property)
        where TAttribute : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(TAttribute), inherit: true).OfType<TAttribute>().FirstOrDefault();
}

/// <summary>A field the gateway answers with and does not take; sent back, it is passed over.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class AnsweredAttribute : Attribute
{
    /// <summary>Whether it is part of what the thing is, and so of the audit and of what counts as a change. Default false.</summary>
    public bool IsNoted { get; init; }
}
