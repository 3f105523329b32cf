using System.Reflection;
using NUnit.Framework;

namespace Gateway.Tests.House;

public sealed class LayoutTests
{
    const int LinesMaximum = 300;

    static readonly string[] Banned = ["Common", "Core", "Helpers", "Managers", "Models", "Services", "Utils"];

    // What a stranger meets first. A new entry is a decision.
    static readonly string[] RootEntries =
    [
        ".ci", ".config", ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore",
        "BannedSymbols.txt", "CHANGELOG.md", "CONTRIBUTING.md", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        "Dockerfile", "Gateway", "Gateway.Admin", "Gateway.Analytics", "Gateway.Tests", "Gateway.sln", "LICENSE", "PRIVACY.md", "README.md",
        "appsettings.example.json", "deploy", "docs", "global.json",
    ];

    [Test]
    public void No_source_file_is_longer_than_300_lines()
    {
        var tooLong = from file in Repository.Files
                      where Path.GetExtension(file) is ".cs" or ".ts" or ".tsx" && !IsGenerated(file)
                      let lines = File.ReadLines(Path.Combine(Repository.Root, file)).Count()
                      where lines > LinesMaximum
                      select $"{file}: {lines}";
        Assert.That(tooLong, Is.Empty);
    }

    [Test]
    public void No_folder_has_a_name_that_says_nothing()
    {
        var banned = Folders().Where(folder => Banned.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase));
        Assert.That(banned, Is.Empty, $"Banned: {string.Join(", ", Banned)}. Name the folder for what its members are.");
    }

    [Test]
    public void The_root_holds_what_it_is_known_to_hold()
    {
        var entries = Repository.Files.Select(file => file.Split('/')[0]).Distinct();
        Assert.That(entries.Except(RootEntries), Is.Empty);
    }

    [Test]
    public void No_two_paths_differ_by_case_only()
    {
        var twins = Repository.Files.Concat(Folders())
            .GroupBy(path => path, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(" = ", group));
        Assert.That(twins, Is.Empty);
    }

    [Test]
    public void Tests_wait_for_what_they_need_and_do_not_sleep()
    {
        var call = nameof(Thread) + "." + nameof(Thread.Sleep);
        var sleeping = Repository.Sources("Gateway.Tests", ".cs").Where(file => Repository.Read(file).Contains(call + "(", StringComparison.Ordinal));
        Assert.That(sleeping, Is.Empty);
    }

    [Test]
    public void The_hashing_library_that_the_proxy_needs_is_beside_the_program()
    {
        // Taken from the SDK in place of a package (Directory.Build.targets): without it the build passes and session affinity fails.
        Assert.That(Assembly.Load("System.IO.Hashing").GetType("System.IO.Hashing.XxHash64"), Is.Not.Null);
    }

    // As in .editorconfig: made by the EF tools.
    static bool IsGenerated(string file) => file.Contains("/Migrations/", StringComparison.Ordinal);

    static IEnumerable<string> Folders() =>
        Repository.Files.SelectMany(Parents).Distinct();

    static IEnumerable<string> Parents(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
