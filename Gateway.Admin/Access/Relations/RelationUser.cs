namespace Gateway.Admin.Access.Relations;

/// <summary>A person's name in the world of relations, made from a template.</summary>
static class RelationUser
{
    /// <summary>Longest user that OpenFGA takes.</summary>
    const int MaximumLength = 512;

    public static bool IsTemplate(string template)
    {
        var colon = template.IndexOf(':', StringComparison.Ordinal);
        var rest = Fill(template, "", "", "");
        return colon > 0
            && (template.Contains("{signIn}", StringComparison.Ordinal) || template.Contains("{id}", StringComparison.Ordinal))
            && rest.Count(character => character == ':') == 1
            && rest.IndexOf(':', StringComparison.Ordinal) == colon
            && !rest.Any(character => character is '{' or '}' or '#' or '*' || IsBlank(character));
    }

    /// <summary>
    /// The person's name, or null when it cannot be written there. A colon, a hash or an asterisk would make it another type, a
    /// set of users or everybody.
    /// </summary>
    public static string? Of(Person person, string template)
    {
        foreach (var part in (ReadOnlySpan<string>)[person.SignIn, person.Id, person.Tenant])
        {
            if (part.Length == 0 || part.Any(character => character is ':' or '#' or '*' or '{' or '}' || IsBlank(character)))
                return null;
        }

        var user = Fill(template, person.SignIn, person.Id, person.Tenant);
        return user.Length <= MaximumLength ? user : null;
    }

    static string Fill(string template, string signIn, string id, string tenant) => template
        .Replace("{signIn}", signIn, StringComparison.Ordinal)
        .Replace("{id}", id, StringComparison.Ordinal)
        .Replace("{tenant}", tenant, StringComparison.Ordinal);

    static bool IsBlank(char character) => char.IsWhiteSpace(character) || char.IsControl(character);
}
