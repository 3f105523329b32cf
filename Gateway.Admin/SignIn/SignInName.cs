using System.Text;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.SignIn;

/// <summary>What people type to say who they are: unique in the gateway, lower case.</summary>
static class SignInName
{
    public const int MaximumLength = 200;

    /// <summary>As it is stored and looked for.</summary>
    public static string Normal(string typed)
    {
        var trimmed = typed.Trim();
        // Half a surrogate pair cannot be normalized; it is not allowed either.
        return (trimmed.EnumerateRunes().Contains(Rune.ReplacementChar) ? trimmed : trimmed.Normalize(NormalizationForm.FormC)).ToLowerInvariant();
    }

    /// <summary>Adds an error when it cannot be one.</summary>
    public static void Check(string signIn, FieldErrors errors, string path)
    {
        if (!IsAllowed(signIn))
            errors.Add(path, $"must be 1 to {MaximumLength} letters, digits and signs without spaces, such as an e-mail address");
    }

    public static bool IsAllowed(string signIn) =>
        signIn.Length is > 0 and <= MaximumLength
        && signIn.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune)
            && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned));

    /// <summary>An id that reads like the name: <c>ann@example.com</c> becomes <c>ann</c>.</summary>
    public static string ToId(string signIn)
    {
        var local = signIn.Split('@')[0];
        var id = new string([.. local.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' ? char.ToLowerInvariant(character) : '-')]).Trim('-', '.', '_');
        return id.Length == 0 ? "user" : id[..Math.Min(id.Length, 40)];
    }

    /// <summary>Such an id that nobody in the tenant has.</summary>
    public static async Task<string> FreeIdAsync(GatewayDb db, string tenant, string signIn, CancellationToken token)
    {
        var wish = ToId(signIn);
        var taken = await db.Users.Where(row => row.TenantId == tenant && row.Id.StartsWith(wish)).Select(row => row.Id).ToListAsync(token);
        var id = wish;
        for (var number = 2; taken.Contains(id); number++)
            id = $"{wish}-{number}";
        return id;
    }
}
