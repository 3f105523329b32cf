using System.Globalization;
using System.Text;

namespace Gateway.Bench.Replay;

/// <summary>Walks along one line. Every step leaves the place after what it took, or where it was when that is not there.</summary>
ref struct LogScanner(string line)
{
    readonly ReadOnlySpan<char> line = line;
    int at;

    public readonly bool IsAtEnd => line[at..].Trim().IsEmpty;

    /// <summary>Up to the next space.</summary>
    public bool TryWord(out ReadOnlySpan<char> word)
    {
        SkipSpaces();
        var length = line[at..].IndexOf(' ');
        word = length < 0 ? line[at..] : line.Slice(at, length);
        at += word.Length;
        return !word.IsEmpty;
    }

    /// <summary>What stands before a sign, without spaces around it; the place is then before the sign.</summary>
    public bool TryUntil(char sign, out ReadOnlySpan<char> text)
    {
        var length = line[at..].IndexOf(sign);
        text = length < 0 ? default : line.Slice(at, length).Trim();
        if (length >= 0)
            at += length;
        return length >= 0;
    }

    /// <summary>What stands in brackets.</summary>
    public bool TryBracketed(out ReadOnlySpan<char> text)
    {
        SkipSpaces();
        text = default;
        if (at == line.Length || line[at] != '[' || line[at..].IndexOf(']') is not (> 0 and var close))
            return false;
        text = line.Slice(at + 1, close - 1);
        at += close + 1;
        return true;
    }

    /// <summary>What stands in quotes, its escapes resolved. Without a closing quote it goes to the end of the line.</summary>
    public bool TryQuoted(out string text, out bool closed)
    {
        SkipSpaces();
        (text, closed) = ("", false);
        if (at == line.Length || line[at] != '"')
            return false;
        var taken = new StringBuilder();
        for (at++; at < line.Length && line[at] != '"'; at++)
            taken.Append(line[at] == '\\' && at + 1 < line.Length ? Escaped() : line[at]);
        closed = at < line.Length;
        at += closed ? 1 : 0;
        text = taken.ToString();
        return true;
    }

    // Servers write \" and \\, and \xhh for bytes that are no printable ASCII; the file is read byte by byte, so a byte is a character here.
    char Escaped()
    {
        at++;
        if (line[at] == 'x' && at + 2 < line.Length && byte.TryParse(line.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            at += 2;
            return (char)value;
        }

        return line[at] switch
        {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            var other => other,
        };
    }

    void SkipSpaces()
    {
        while (at < line.Length && line[at] == ' ')
            at++;
    }
}
