using NUnit.Framework;

namespace Gateway.Tests.House;

/// <summary>A file of the repository that is made from the code. With GATEWAY_UPDATE_DOCS=1 the test writes it anew.</summary>
static class GeneratedFile
{
    const string Update = "GATEWAY_UPDATE_DOCS";

    public static void Check(string file, string expected)
    {
        var path = Path.Combine(Repository.Root, file);
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(path, expected);
        Assert.That(
            File.Exists(path) ? File.ReadAllText(path) : "",
            Is.EqualTo(expected),
            $"{file} is made from the code. Run this test with {Update}=1 and commit what it writes.");
    }
}
