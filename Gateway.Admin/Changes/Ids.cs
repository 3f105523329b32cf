using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Changes;

/// <summary>Checks that are the same for every document.</summary>
static class Ids
{
    public static void Check(string id, FieldErrors errors, string path)
    {
        if (!DocumentId.IsValid(id))
            errors.Add(path, "must be 1 to 64 lower-case letters, digits, dots, dashes or underscores, beginning with a letter or digit");
    }

    /// <summary>A name that people read.</summary>
    public static void CheckName(string name, FieldErrors errors, string path)
    {
        if (name.Length is 0 or > 200 || name.Any(character => char.IsControl(character) || char.IsSurrogate(character) && !IsPaired(name)) || string.IsNullOrWhiteSpace(name))
            errors.Add(path, "must be 1 to 200 characters without control characters");
    }

    /// <summary>Adds an error when the id names nothing in the tenant; what this change makes counts as there.</summary>
    public static async Task CheckReferenceAsync<TRow>(
        string? id, string tenant, Change change, string path, CancellationToken token)
        where TRow : TenantRow
    {
        if (id is not null && !await change.References.HasAsync<TRow>(tenant, id, token))
            change.Errors.Add(path, $"'{id}' is not one of the tenant's {Plural(typeof(TRow))}");
    }

    static string Plural(Type row) => row.Name switch
    {
        nameof(ApiKey) => "keys",
        var name => name.ToLowerInvariant() + "s",
    };

    static bool IsPaired(string text) => !text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);
}
