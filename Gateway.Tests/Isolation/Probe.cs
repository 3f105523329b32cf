using System.Text.RegularExpressions;

namespace Gateway.Tests.Isolation;

/// <summary>One call that tries to see something of another tenant or team.</summary>
/// <param name="Address">Below <c>/api/v1/</c>.</param>
/// <param name="Tenant">As <c>X-Tenant</c>; null sends none.</param>
/// <param name="Body">JSON.</param>
sealed partial record Probe(string Method, string Address, string? Tenant, string? Body = null)
{
    /// <summary>A header more.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>Whether the answer has to be the same as for a name that nobody has.</summary>
    public bool IsCompared { get; init; }

    public override string ToString() => $"{Method} {Address}{(Tenant is null ? "" : $" (X-Tenant: {Tenant})")} {Body}";

    /// <summary>The same about things that are nobody's.</summary>
    public Probe Renamed(string word, string other) => this with
    {
        Address = Address.Replace(word, other, StringComparison.Ordinal),
        Tenant = Tenant?.Replace(word, other, StringComparison.Ordinal),
        Body = Body?.Replace(word, other, StringComparison.Ordinal),
    };

    /// <summary>
    /// The text without what the caller sent itself: whole names that have a word in them, longest first. A word alone, as in a
    /// search, is no name; nothing answers with it.
    /// </summary>
    public string WithoutEcho(string text, params string[] words)
    {
        var sent = Names().Matches($"{Address} {Tenant} {Body}").Select(match => match.Value)
            .Where(name => words.Any(word => name != word && name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Distinct()
            .OrderByDescending(name => name.Length);
        foreach (var name in sent)
            text = text.Replace(name, "(sent)", StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex("[A-Za-z0-9._-]+")]
    private static partial Regex Names();
}
