using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Gateway.Tests.House;

public sealed partial class DocumentTests
{
    static readonly string[] SourceExtensions = [".cs", ".csproj", ".md", ".ts", ".tsx"];

    [Test]
    public void Every_path_that_a_document_names_exists()
    {
        var roots = Repository.Files.Where(file => file.Contains('/', StringComparison.Ordinal)).Select(file => file.Split('/')[0]).ToHashSet();
        var dead = from document in Documents()
                   let text = Fence().Replace(Repository.Read(document), "")
                   from path in Quoted().Matches(text).Select(match => match.Groups[1].Value).Where(quoted => IsPath(quoted, roots))
                   where !Exists(Known(path))
                   select $"{document}: {path}";
        Assert.That(dead.Distinct(), Is.Empty);
    }

    [Test]
    public void Every_link_from_a_document_into_the_repository_leads_somewhere()
    {
        var dead = from document in Documents()
                   let folder = Path.GetDirectoryName(document) ?? ""
                   from target in Link().Matches(Fence().Replace(Repository.Read(document), "")).Select(match => match.Groups[1].Value)
                   where !target.Contains(':', StringComparison.Ordinal) && !Exists(Path.Combine(folder, target))
                   select $"{document}: {target}";
        Assert.That(dead.Distinct(), Is.Empty);
    }

    static IEnumerable<string> Documents() =>
        Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal) && Path.GetDirectoryName(file) is "" or "docs");

    // In backticks, with a slash, and beginning at the root of the repository or ending like a source file.
    static bool IsPath(string quoted, HashSet<string> roots)
    {
        var path = quoted.Split(' ')[0];
        return path.Contains('/', StringComparison.Ordinal)
            && path[0] is not ('/' or '~')
            && !path.Contains("://", StringComparison.Ordinal)
            && (roots.Contains(path.Split('/')[0]) || SourceExtensions.Contains(Path.GetExtension(path)));
    }

    /// <summary>The part before a placeholder: <c>Sinks/&lt;Name&gt;Sink.cs</c> names the folder <c>Sinks</c>.</summary>
    static string Known(string quoted) =>
        string.Join('/', quoted.Split(' ')[0].Split('/').TakeWhile(part => part.IndexOfAny(['<', '{', '*', '…']) < 0));

    static bool Exists(string path)
    {
        var whole = Path.Combine(Repository.Root, path.TrimEnd('/'));
        return File.Exists(whole) || Directory.Exists(whole);
    }

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();
}
