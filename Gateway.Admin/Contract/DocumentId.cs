using System.Text.RegularExpressions;

namespace Gateway.Admin.Contract;

/// <summary>What ids look like: 1 to 64 lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit.</summary>
static partial class DocumentId
{
    public static bool IsValid(string id) => Allowed().IsMatch(id);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex Allowed();
}
