namespace Gateway.Analytics.Classify;

/// <summary>An ISO 3166 two-letter country code in two bytes; the default is "unknown".</summary>
public readonly record struct CountryCode
{
    const int Letters = 26;

    // One string per code, so that writing a code allocates nothing.
    static readonly string[] Names = [string.Empty, .. from first in Enumerable.Range('A', Letters)
                                                       from second in Enumerable.Range('A', Letters)
                                                       select $"{(char)first}{(char)second}"];

    CountryCode(int number) => Number = (ushort)number;

    /// <summary>The code as a number: 0 unknown, AA 1, AB 2 … ZZ 676. Stable; see <see cref="FromNumber"/>.</summary>
    public ushort Number { get; }

    /// <summary>The code of a number; unknown for one that no code has.</summary>
    public static CountryCode FromNumber(ushort number) => number < Names.Length ? new(number) : default;

    /// <summary>The code that two ASCII letters of either case spell; unknown for anything else.</summary>
    public static CountryCode Parse(ReadOnlySpan<char> text) => text.Length == 2 ? Of(text[0], text[1]) : default;

    /// <summary>As <see cref="Parse(ReadOnlySpan{char})"/>, from UTF-8.</summary>
    public static CountryCode Parse(ReadOnlySpan<byte> text) => text.Length == 2 ? Of((char)text[0], (char)text[1]) : default;

    /// <summary>Such as <c>FR</c>; empty when unknown.</summary>
    public override string ToString() => Names[Number];

    static CountryCode Of(char first, char second) => char.IsAsciiLetter(first) && char.IsAsciiLetter(second)
        ? new(1 + ((first & ~0x20) - 'A') * Letters + (second & ~0x20) - 'A')
        : default;
}
