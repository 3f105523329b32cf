using System.Runtime.CompilerServices;

namespace Gateway.Tests.Classify;

/// <summary>The files beside these tests.</summary>
static class TestData
{
    public static string PathOf(string name) => Path.Combine(Folder(), "Data", name);

    /// <summary>The labelled user agents: browser, system, device, traffic class, text.</summary>
    public static IReadOnlyList<string[]> UserAgents { get; } =
    [
        .. File.ReadLines(PathOf("user-agents.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t', 5)),
    ];

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
