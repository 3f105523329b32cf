using System.Globalization;
using System.Text;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>Names from outside, made fit to be stored and shown.</summary>
static class OidcPerson
{
    const int Maximum = 200;
    const int ZeroWidthNonJoiner = 0x200c;
    const int ZeroWidthJoiner = 0x200d;

    /// <summary>
    /// Without control characters, without those that turn the direction of what follows, one space between words, at most 200
    /// characters; null when nothing is left. Whoever shows it still has to escape it.
    /// </summary>
    public static string? Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
                continue;
            }

            if (!IsShown(rune))
                continue;
            if (clean.Length + rune.Utf16SequenceLength > Maximum)
                break;
            clean.Append(rune);
        }

        return clean.ToString().TrimEnd() is { Length: > 0 } left ? left : null;
    }

    // The two joiners belong to the spelling of some languages.
    static bool IsShown(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
