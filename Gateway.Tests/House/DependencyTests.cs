using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace Gateway.Tests.House;

public sealed partial class DependencyTests
{
    // A folder uses those before it. Events and Classify describe one thing, a request, and may use each other.
    static readonly string[][] AnalyticsRanks =
    [
        ["Configuration"], ["Events", "Classify"], ["Spool"], ["Storage"], ["Ingest"], ["Sinks"], ["Sketches"], ["Rollups"], ["Imports"], ["Queries"], ["Requests"], ["Visitors"], ["Alerts"],
    ];

    [TestCase("Gateway", new[] { "Gateway.Admin" })]
    [TestCase("Gateway.Admin", new[] { "Gateway.Analytics" })]
    [TestCase("Gateway.Analytics", new string[0])]
    [TestCase("Gateway.Tests", new[] { "Gateway", "Gateway.Bench" })]
    public void Projects_refer_to_each_other_in_one_direction(string project, string[] expected)
    {
        var references = XDocument.Parse(Repository.Read($"{project}/{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.That(references, Is.EquivalentTo(expected));
    }

    [TestCase("Gateway")]
    [TestCase("Gateway.Admin")]
    [TestCase("Gateway.Analytics")]
    public void No_two_folders_of_a_project_use_each_other(string project)
    {
        var uses = FolderUses(project).ToHashSet();
        var mutual = uses.Where(use => string.CompareOrdinal(use.User, use.Used) < 0 && uses.Contains((use.Used, use.User)));
        if (project == "Gateway.Analytics")
            mutual = mutual.Where(use => Rank(use.User) != Rank(use.Used));
        Assert.That(mutual.Select(use => Explain(project, use.User, use.Used) + Explain(project, use.Used, use.User)), Is.Empty);
    }

    [Test]
    public void A_folder_of_analytics_uses_only_those_before_it()
    {
        var folders = Repository.Sources("Gateway.Analytics", ".cs").Select(FolderOf).OfType<string>().Distinct();
        Assert.That(folders.Except(AnalyticsRanks.SelectMany(rank => rank)), Is.Empty, "A new folder takes its place in the list of this test.");

        var backwards = FolderUses("Gateway.Analytics").Where(use => Rank(use.Used) > Rank(use.User));
        Assert.That(backwards.Select(use => Explain("Gateway.Analytics", use.User, use.Used)), Is.Empty);
    }

    [Test]
    public void Analytics_knows_nothing_of_the_web()
    {
        var web = Assembly.Load("Gateway.Analytics").GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.That(web, Is.Empty);
    }

    static int Rank(string folder) => Array.FindIndex(AnalyticsRanks, rank => rank.Contains(folder));

    static IEnumerable<(string User, string Used)> FolderUses(string project)
    {
        var folders = Repository.Sources(project, ".cs").Select(FolderOf).OfType<string>().ToHashSet();
        return from file in Repository.Sources(project, ".cs")
               let user = FolderOf(file)
               where user is not null
               from used in UsedBy(project, file)
               where used != user && folders.Contains(used)
               select (user, used);
    }

    static IEnumerable<string> UsedBy(string project, string file) =>
        from line in Repository.Read(file).Split('\n')
        let code = line.TrimStart()
        where !code.StartsWith("//", StringComparison.Ordinal) && !code.StartsWith("namespace ", StringComparison.Ordinal)
        from Match name in QualifiedName().Matches(code)
        where name.Value.StartsWith(project + ".", StringComparison.Ordinal)
        select name.Value[(project.Length + 1)..].Split('.')[0];

    static string Explain(string project, string user, string used)
    {
        var files = Repository.Sources(project, ".cs").Where(file => FolderOf(file) == user && UsedBy(project, file).Contains(used));
        return $"{user} uses {used} in {string.Join(", ", files.Select(Path.GetFileName))}. ";
    }

    // project/Folder/…/File.cs; a file beside the project file belongs to no folder.
    static string? FolderOf(string file) => file.Split('/') is { Length: > 2 } parts ? parts[1] : null;

    [GeneratedRegex(@"\bGateway(\.\w+)+")]
    private static partial Regex QualifiedName();
}
