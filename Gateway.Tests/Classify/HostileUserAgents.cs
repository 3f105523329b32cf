namespace Gateway.Tests.Classify;

/// <summary>User agents that nobody sends by accident. The same ones in each run.</summary>
static class HostileUserAgents
{
    const int Length = 512;

    /// <summary>One piece over and over: what makes a backtracking expression slow.</summary>
    public static IReadOnlyList<string> Repetitions { get; } =
    [
        .. ((string[])
        [
            "a", "A", "1", " ", "(", ")", "[", ";", "/", "-", "_", ".", "1.", "; ", "a ", "a/", "a-", "A1", "bot", "Bot/", "cubot", "crawl", "http://", "+", "@",
            "Android ", "Android;", "Build/", "Mozilla/5.0 (", "(compatible; ", "AppleWebKit/", "Version/1", "Chrome/1.", "Mobile ", "Windows ", "Linux; U; ", "en-us;",
            "iPhone OS 1_", "CFNetwork/1 ", "Darwin/1 ", "Opera Mini/", "\0", "\uD800", "é", "𝒳",
        ]).SelectMany(piece => (string[])[Repeat(piece), Cut("Mozilla/5.0 (Linux; Android 9; " + Repeat(piece)), Cut("x " + Repeat(piece))]),
    ];

    /// <summary>Pieces of real user agents in random order, and plain noise.</summary>
    public static IEnumerable<string> Take(int count)
    {
        var random = new Random(20_240_229);
        var pieces = TestData.UserAgents.SelectMany(row => row[4].Split(' ', ';', '/', '(', ')')).Where(piece => piece.Length > 0).Distinct().ToArray();
        string[] joints = [" ", "; ", "/", "(", ")", "_", "-", ""];
        for (var i = 0; i < count; i++)
        {
            yield return i % 4 == 0
                ? string.Create(random.Next(1, 200), random, static (span, random) =>
                {
                    foreach (ref var c in span)
                        c = (char)random.Next(0, char.MaxValue);
                })
                : string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)] + joints[random.Next(joints.Length)]));
        }
    }

    static string Repeat(string piece) => Cut(string.Concat(Enumerable.Repeat(piece, Length)));

    static string Cut(string text) => text[..Length];
}
