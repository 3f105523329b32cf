using System.Globalization;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Audit;

/// <summary>Which entries a call asks for; the same for the list and the export.</summary>
sealed class AuditFilter
{
    /// <summary>A word in the object, the actor, the address, the collection or the action.</summary>
    public string? Search { get; private init; }

    /// <summary>A part of the actor's name: a person's own tokens are found with the person.</summary>
    public string? Actor { get; private init; }

    public string? Action { get; private init; }
    public string? Collection { get; private init; }
    public string? Object { get; private init; }

    /// <summary>First moment that counts.</summary>
    public DateTimeOffset? From { get; private init; }

    /// <summary>First moment that no longer counts.</summary>
    public DateTimeOffset? To { get; private init; }

    public static AuditFilter Read(IQueryCollection query, FieldErrors errors) => new()
    {
        Search = Text(query, "search")?.ToLowerInvariant(),
        Actor = Text(query, "actor")?.ToLowerInvariant(),
        Action = Text(query, "action"),
        Collection = Text(query, "collection"),
        Object = Text(query, "object"),
        From = Time(query, "from", errors),
        To = Time(query, "to", errors),
    };

    /// <summary>Newest first.</summary>
    public IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> rows)
    {
        if (Search is { } word)
        {
            rows = rows.Where(row => row.ObjectId.ToLower().Contains(word) || row.Actor.ToLower().Contains(word) || row.Address!.Contains(word)
                || row.Collection.ToLower().Contains(word) || row.Action.ToLower().Contains(word));
        }

        if (Actor is { } actor)
            rows = rows.Where(row => row.Actor.ToLower().Contains(actor));
        if (Action is { } action)
            rows = rows.Where(row => row.Action == action);
        if (Collection is { } collection)
            rows = rows.Where(row => row.Collection == collection);
        if (Object is { } id)
            rows = rows.Where(row => row.ObjectId == id);
        if (From is { } from)
            rows = rows.Where(row => row.Time >= from);
        if (To is { } to)
            rows = rows.Where(row => row.Time < to);
        return rows.OrderByDescending(row => row.Id);
    }

    static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    static DateTimeOffset? Time(IQueryCollection query, string name, FieldErrors errors)
    {
        if (Text(query, name) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        errors.Add(name, "must be a time in ISO 8601, such as 2027-01-31T00:00:00Z");
        return null;
    }
}
