namespace Gateway.Commands;

/// <summary>Texts on a terminal.</summary>
static class Shown
{
    /// <summary>Without what a terminal would obey.</summary>
    public static string Of(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '\uFFFD' : character));
}
