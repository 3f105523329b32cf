using System.Text.RegularExpressions;

namespace Gateway.Bench.Replay;

/// <summary>Cuts a log's paths into routes: one for each of the commonest first segments, and one for everything else.</summary>
sealed partial class RouteSplit
{
    public const string Rest = "everything-else";

    readonly HashSet<string> segments;

    RouteSplit(IEnumerable<string> segments) => this.segments = new HashSet<string>(segments, StringComparer.OrdinalIgnoreCase);

    public static RouteSplit Of(IEnumerable<LogEntry> entries, int most = 10) => new(entries
        .Select(entry => First(SeenPath.Of(entry.Target)).ToLowerInvariant())
        .Where(segment => Plain().IsMatch(segment) && segment != Rest)
        .CountBy(segment => segment)
        .OrderByDescending(count => count.Value)
        .ThenBy(count => count.Key, StringComparer.Ordinal)
        .Take(most)
        .Select(count => count.Key));

    /// <summary>Ids of the routes and the patterns of their paths.</summary>
    public IEnumerable<(string Id, string Pattern)> Routes =>
        segments.Select(segment => (segment, $"/{segment}/{{**rest}}")).Append((Rest, "/{**rest}"));

    /// <summary>The route that a path is expected to take; patterns match without case.</summary>
    public string RouteOf(string path)
    {
        var first = First(path).ToLowerInvariant();
        return segments.Contains(first) ? first : Rest;
    }

    static string First(string path) => path.Split('/') is [_, var first, ..] ? first : "";

    // What is both an id and a literal of a pattern.
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex Plain();
}
