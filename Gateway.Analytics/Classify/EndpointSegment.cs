using System.Buffers;

namespace Gateway.Analytics.Classify;

/// <summary>
/// One segment of a path. Ids become <c>{n}</c> (digits), <c>{uuid}</c>, <c>{hex}</c> (16 and more), <c>{date}</c>, <c>{id}</c>
/// (mail addresses, and tokens of 20 and more letters and digits); the stem of a file name is folded, its extension stays.
/// </summary>
static class EndpointSegment
{
    const int MinHex = 16;
    const int MinToken = 20;
    const int MaxExtension = 8;

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    static readonly SearchValues<char> TokenCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_=");

    /// <summary>Writes the folded segment; false when it does not fit.</summary>
    public static bool TryFold(ReadOnlySpan<char> segment, Span<char> target, out int written)
    {
        if (Kind(segment) is { } kind)
            return TryWrite(kind, default, target, out written);
        if (!TrySplitExtension(segment, out var stem, out var extension))
            return TryWrite(segment, default, target, out written);
        if (Kind(stem) is { } stemKind)
            return TryWrite(stemKind, extension, target, out written);

        // app.9f86d081884c7d65.js: the part before the extension may be the hash. A bare number there is a version.
        var dot = stem.LastIndexOf('.');
        if (dot <= 0 || Kind(stem[(dot + 1)..]) is not { } partKind || partKind == "{n}")
            return TryWrite(segment, default, target, out written);
        var fits = TryWrite(stem[..(dot + 1)], partKind, target, out written) && TryWrite(extension, default, target[written..], out var more);
        written += fits ? extension.Length : 0;
        return fits;
    }

    /// <summary>What stands for the text, or null when it is no id.</summary>
    static string? Kind(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return null;
        if (!text.ContainsAnyExceptInRange('0', '9'))
            return "{n}";
        if (text.Length == 36 && Guid.TryParseExact(text, "D", out _))
            return "{uuid}";
        if (text.Length >= MinHex && !text.ContainsAnyExcept(HexDigits))
            return "{hex}";
        if (IsDate(text))
            return "{date}";
        return IsToken(text) || IsMailAddress(text) ? "{id}" : null;
    }

    /// <summary>2024-05, 2024-05-31, and the latter with a time after T.</summary>
    static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length is 7 or >= 10
        && Number(text, 0, 4) is >= 1000
        && text[4] == '-'
        && Number(text, 5, 2) is >= 1 and <= 12
        && (text.Length == 7 || (text[7] == '-' && Number(text, 8, 2) is >= 1 and <= 31 && (text.Length == 10 || text[10] is 'T' or 't')));

    static int Number(ReadOnlySpan<char> text, int start, int length) =>
        !text.Slice(start, length).ContainsAnyExceptInRange('0', '9') ? int.Parse(text.Slice(start, length)) : -1;

    /// <summary>
    /// Long, of letters and digits. With separators inside it may be a title (release-notes-for-version-2-8), so then letters and
    /// digits, or lower and upper case, must also alternate as they do in random text.
    /// </summary>
    static bool IsToken(ReadOnlySpan<char> text)
    {
        if (text.Length < MinToken || text.ContainsAnyExcept(TokenCharacters))
            return false;
        int letters = 0, digits = 0, separators = 0, changes = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
                digits++;
            else if (char.IsAsciiLetter(c))
                letters++;
            else
                separators++;
            if (i > 0 && Changes(text[i - 1], c))
                changes++;
        }

        return letters > 0 && digits > 0 && (separators == 0 || changes >= 4);
    }

    static bool Changes(char before, char c) =>
        (char.IsAsciiDigit(before) && char.IsAsciiLetter(c))
        || (char.IsAsciiLetter(before) && char.IsAsciiDigit(c))
        || (char.IsAsciiLetterLower(before) && char.IsAsciiLetterUpper(c));

    /// <summary>Something, an at sign, and a domain whose last label is letters; so neither <c>@scope</c> nor <c>package@1.2.3</c>.</summary>
    static bool IsMailAddress(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf('@');
        var domain = at >= 0 ? at + 1 : text.LastIndexOf("%40", StringComparison.Ordinal) + 3;
        if (at < 0 && domain == 2)
            return false;
        var dot = text.LastIndexOf('.');
        return text[0] is not ('@' or '%') && dot > domain && text.Length - dot > 2 && AllLetters(text[(dot + 1)..]);
    }

    static bool TrySplitExtension(ReadOnlySpan<char> segment, out ReadOnlySpan<char> stem, out ReadOnlySpan<char> extension)
    {
        var dot = segment.LastIndexOf('.');
        stem = dot > 0 ? segment[..dot] : default;
        extension = dot > 0 ? segment[dot..] : default;
        var name = dot > 0 ? extension[1..] : default;
        return name.Length is > 0 and <= MaxExtension && char.IsAsciiLetter(name[0]) && AllAlphanumeric(name);
    }

    static bool AllLetters(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetter(c))
                return false;
        }

        return true;
    }

    static bool AllAlphanumeric(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }

        return true;
    }

    static bool TryWrite(ReadOnlySpan<char> first, ReadOnlySpan<char> second, Span<char> target, out int written)
    {
        written = first.Length + second.Length;
        if (written > target.Length)
            return false;
        first.CopyTo(target);
        second.CopyTo(target[first.Length..]);
        return true;
    }
}
