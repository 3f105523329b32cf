using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Requests;

/// <summary>The parameters of an address, read strictly: unknown ones by name, all errors at once.</summary>
static class RequestInput
{
    /// <summary>Longest list of filters as text.</summary>
    const int LongestFilters = 16_384;

    static readonly string[] OfList = ["from", "to", "zone", "filters", "order", "limit", "cursor"];
    static readonly string[] OfTail = ["filters", "tenant"];

    /// <summary>The question of the list; what it is made of is checked by who answers it.</summary>
    public static RequestQuestion Question(IQueryCollection query, FieldErrors errors)
    {
        Known(query, OfList, errors);
        var limit = 50;
        if (Text(query, "limit") is { } written && !int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
            errors.Add("limit", $"must be a whole number from 1 to {RequestExplorer.MostRows}");
        return new RequestQuestion
        {
            From = Text(query, "from"),
            To = Text(query, "to"),
            Zone = Text(query, "zone"),
            Order = Text(query, "order"),
            Cursor = Text(query, "cursor"),
            Limit = limit,
            Filters = Filters(query, errors),
        };
    }

    /// <summary>The filters of the tail.</summary>
    public static IReadOnlyList<Filter?> OfSocket(IQueryCollection query, FieldErrors errors)
    {
        Known(query, OfTail, errors);
        return Filters(query, errors);
    }

    /// <summary>Filters in JSON; unreadable ones are errors at their path.</summary>
    public static IReadOnlyList<Filter?> Filters(JsonElement json, FieldErrors errors)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            errors.Add("filters", "must be a list of filters, such as [{\"dimension\":\"status\",\"values\":[\"500\"]}]");
            return [];
        }

        if (!StorableInput.IsSound(json, errors, "filters"))
            return [];
        return [.. json.EnumerateArray().Select((each, index) => DocumentReader.Read<Filter>(each, errors, $"filters[{index}]"))];
    }

    static IReadOnlyList<Filter?> Filters(IQueryCollection query, FieldErrors errors)
    {
        if (Text(query, "filters") is not { } text)
            return [];
        if (text.Length > LongestFilters)
        {
            errors.Add("filters", $"must be at most {LongestFilters} characters long");
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return Filters(json.RootElement, errors);
        }
        catch (JsonException unreadable)
        {
            errors.Add("filters", $"must be JSON: {unreadable.Message}");
            return [];
        }
    }

    static void Known(IQueryCollection query, string[] known, FieldErrors errors)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                errors.Add(name, $"is not a known parameter; known are {string.Join(", ", known)}");
            else if (values.Count > 1)
                errors.Add(name, "is given twice");
        }
    }

    static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
