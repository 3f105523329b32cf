using Gateway.Admin.Contract;

namespace Gateway.Admin.Users;

/// <summary>What a person types at sign-in: a name or an address.</summary>
static class SignInName
{
    /// <summary>As it is kept and compared.</summary>
    public static string Normalize(string name) => name.Trim().ToLowerInvariant();

    /// <summary>The audit names people by it, so it has no blanks: it cannot look like another kind of credential.</summary>
    public static void Check(string name, FieldErrors errors, string path)
    {
        var normalized = Normalize(name);
        if (normalized.Length is 0 or > 200 || !normalized.EnumerateRunes().All(IsAllowed))
            errors.Add(path, "must be 1 to 200 characters without blanks and control characters");
    }

    static bool IsAllowed(System.Text.Rune rune) =>
        rune != System.Text.Rune.ReplacementChar && !System.Text.Rune.IsWhiteSpace(rune) && !System.Text.Rune.IsControl(rune)
        && System.Text.Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format;
}
