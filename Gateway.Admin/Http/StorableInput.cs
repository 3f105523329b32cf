using System.Text.Json;
using Gateway.Admin.Contract;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Http;

/// <summary>
/// Refuses texts that PostgreSQL cannot hold: U+0000 and halves of surrogate pairs. JSON and addresses can write both, and what
/// asks the database for one would fail.
/// </summary>
static class StorableInput
{
    const string Accepted = "must be text without U+0000 and without halves of surrogate pairs";

    /// <summary>Whether the document holds no such text. Adds an error for each, at its path; for a name of a field at the path of its object.</summary>
    public static bool IsSound(JsonElement json, FieldErrors errors, string path = "")
    {
        var sound = true;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in json.EnumerateObject())
                    sound &= TryRead(() => field.Name) is { } name ? IsSound(field.Value, errors, FieldErrors.Join(path, name)) : Refuse(path, $"names of fields {Accepted}");
                return sound;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                    sound &= IsSound(item, errors, $"{path}[{index++}]");
                return sound;
            default:
                return json.ValueKind != JsonValueKind.String || TryRead(json.GetString) is not null || Refuse(path, Accepted);
        }

        bool Refuse(string at, string message)
        {
            errors.Add(at, message);
            return false;
        }
    }

    /// <summary>Endpoint filter: the same for the parameters of the address.</summary>
    public static ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (name.Contains('\0', StringComparison.Ordinal) || values.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
                return ValueTask.FromResult<object?>(Problems.Malformed($"The parameter {name.Replace('\0', '\uFFFD')} {Accepted}."));
        }

        return next(context);
    }

    /// <summary>The text; null where it cannot be stored.</summary>
    static string? TryRead(Func<string?> read)
    {
        try
        {
            return read() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8.
            return null;
        }
    }
}
