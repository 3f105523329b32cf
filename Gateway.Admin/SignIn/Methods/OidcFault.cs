using System.Text.Json;

namespace Gateway.Admin.SignIn.Methods;

/// <summary>Why a sign-in ended.</summary>
/// <param name="Words">For the person; {0} is the provider's label. Nothing from outside stands in it.</param>
/// <param name="Detail">For whoever runs the gateway; null when the words say it all.</param>
/// <param name="IsFailure">Whether somebody was not believed; counted against their address and audited.</param>
sealed record OidcFault(string Words, string? Detail, bool IsFailure = false)
{
    /// <summary>A failure of the provider or of the way to it.</summary>
    public static OidcFault Away(string? detail) => new("{0} does not answer as it should. Try again in a moment.", detail);

    /// <summary>What came is not what it should be: an attack, or settings that do not fit each other.</summary>
    public static OidcFault Invalid(string detail) => new("What {0} says about you was not accepted. Ask whoever runs this gateway; its log says why.", detail, IsFailure: true);

    public static OidcFault Clock(string detail) => new("The sign-in took too long, or the clocks of {0} and of this gateway differ. Try again.", detail, IsFailure: true);

    public static OidcFault Denied { get; } = new("{0} did not let you in, or you cancelled.", null);

    public static OidcFault NotBegun { get; } = new("This sign-in was not begun in this browser, or it took too long. Try again.", null);

    public static OidcFault TooMany { get; } = new("There were too many failed sign-ins from your address. Wait 10 minutes.", null);

    /// <summary>What a stranger wrote, short and on one line.</summary>
    public static string Show(string? text) => text is null ? "none" : JsonSerializer.Serialize(text.Length > 80 ? text[..80] : text);
}
