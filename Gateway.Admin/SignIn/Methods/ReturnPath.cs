namespace Gateway.Admin.SignIn.Methods;

/// <summary>Where a sign-in leads back to: a path of these pages, never an address elsewhere.</summary>
static class ReturnPath
{
    const int Maximum = 2000;
    static readonly Uri Here = new("http://here");

    /// <summary>The path as it may stand in a header; the front page for everything else.</summary>
    public static string Of(string? wanted)
    {
        if (wanted is not ['/', ..] || wanted.Length > Maximum || wanted.Contains('\\', StringComparison.Ordinal) || wanted.Any(char.IsControl))
            return "/";
        var end = wanted.AsSpan().IndexOfAny('?', '#');
        // Browsers read two slashes as the begin of a host.
        if (wanted.AsSpan(0, end < 0 ? wanted.Length : end).Contains("//", StringComparison.Ordinal) || !Uri.TryCreate(Here, wanted, out var uri) || uri.Host != Here.Host)
            return "/";
        var path = uri.PathAndQuery + uri.Fragment;
        return path.StartsWith("//", StringComparison.Ordinal) || path.Length > Maximum || uri.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) ? "/" : path;
    }
}
