namespace Gateway.Analytics.Classify;

/// <summary>
/// Makes text storable. PostgreSQL's UTF-8 refuses NUL and surrogates without their other half, and one such value from a
/// hostile header would fail a whole batch.
/// </summary>
public static class StorableText
{
    const char Replacement = '\uFFFD';

    /// <summary>
    /// The text, at most <paramref name="maxLength"/> UTF-16 units long, with what cannot be stored replaced by U+FFFD. The same
    /// instance when nothing is to be done; empty for null. A surrogate pair is never cut in half.
    /// </summary>
    public static string Clean(string? s, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        if (string.IsNullOrEmpty(s) || maxLength == 0)
            return string.Empty;
        var length = Math.Min(s.Length, maxLength);
        if (length < s.Length && char.IsSurrogatePair(s[length - 1], s[length]))
            length--;
        var kept = s.AsSpan(0, length);

        // Both searches are vectorised; nearly all text ends here.
        if (!kept.Contains('\0') && kept.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return length == s.Length ? s : s[..length];
        return HasFault(kept)
            ? string.Create(length, s, static (target, source) => Replace(source.AsSpan(0, target.Length), target))
            : length == s.Length ? s : s[..length];
    }

    static bool HasFault(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPair(text, i))
                i++;
            else if (IsFault(text[i]))
                return true;
        }

        return false;
    }

    static void Replace(ReadOnlySpan<char> source, Span<char> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (IsPair(source, i))
            {
                target[i] = source[i];
                i++;
                target[i] = source[i];
            }
            else
            {
                target[i] = IsFault(source[i]) ? Replacement : source[i];
            }
        }
    }

    static bool IsPair(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);

    static bool IsFault(char c) => c == '\0' || char.IsSurrogate(c);
}
