using System.Diagnostics;

namespace Gateway.Tests.House;

/// <summary>The checkout these tests were built from: its files as git sees them, ignored ones left out.</summary>
static class Repository
{
    static readonly Lazy<string[]> Listed = new(List);

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file, as a path from the root.</summary>
    public static IReadOnlyList<string> Files => Listed.Value;

    /// <summary>The files of a project with one of the extensions.</summary>
    public static IEnumerable<string> Sources(string project, params string[] extensions) =>
        Files.Where(file => file.StartsWith(project + "/", StringComparison.Ordinal) && extensions.Contains(Path.GetExtension(file)));

    /// <summary>The text of a file named by its path from the root.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not lie below the folder of Gateway.sln.");
    }

    static string[] List()
    {
        // A checkout may belong to another user than the one who tests it.
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        if (git.ExitCode != 0 || files.Length == 0)
            throw new InvalidOperationException("git ls-files did not list the repository; the house is checked in a checkout.");
        return [.. files.Distinct().Where(file => File.Exists(Path.Combine(Root, file))).Order(StringComparer.Ordinal)];
    }
}
