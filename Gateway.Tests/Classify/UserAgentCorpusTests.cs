using System.Text.Json;
using Gateway.Analytics.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

/// <summary>
/// How often the classifier is right, measured. Browsers and the rest on some 700 labelled user agents, new and old; bots also on
/// the samples that crawler-user-agents carries.
/// </summary>
public sealed class UserAgentCorpusTests
{
    [Test]
    public void Browsers_are_right_in_98_of_100() => AssertAccuracy(0.98, 0, found => BrowserNames.Wire[(int)found.Browser]);

    [Test]
    public void Each_browser_is_found_in_9_of_10()
    {
        // The sum is mostly Chrome and Firefox; a rare browser must not get lost in it.
        foreach (var browser in TestData.UserAgents.GroupBy(row => row[0]))
        {
            var right = browser.Count(row => BrowserNames.Wire[(int)Classify(row[4]).Browser] == row[0]);
            Assert.That(right, Is.GreaterThanOrEqualTo(0.9 * browser.Count()), browser.Key);
        }
    }

    [Test]
    public void Systems_are_right_in_97_of_100() => AssertAccuracy(0.97, 1, found => ClientOsNames.Wire[(int)found.Os]);

    [Test]
    public void Devices_are_right_in_97_of_100() => AssertAccuracy(0.97, 2, found => DeviceNames.Wire[(int)found.Device]);

    [Test]
    public void Traffic_classes_are_right_in_97_of_100() => AssertAccuracy(0.97, 3, found => TrafficClassNames.Wire[(int)found.TrafficClass]);

    [Test]
    public void No_person_is_taken_for_a_program()
    {
        var mistaken = TestData.UserAgents
            .Where(row => row[3] == "human_browser" && Classify(row[4]).TrafficClass != TrafficClass.HumanBrowser)
            .Select(row => row[4])
            .ToList();

        Assert.That(mistaken, Is.Empty);
    }

    [Test]
    public void The_samples_of_known_bots_are_found_in_97_of_100()
    {
        using var stream = ClassifyData.Open("crawler-user-agents.json");
        using var document = JsonDocument.Parse(stream);
        var samples = document.RootElement.EnumerateArray()
            .Where(entry => entry.TryGetProperty("instances", out _))
            .SelectMany(entry => entry.GetProperty("instances").EnumerateArray().Select(sample => sample.GetString()!))
            .ToList();

        var found = samples.Count(sample => Classify(sample).TrafficClass is not (TrafficClass.Unknown or TrafficClass.HumanBrowser));

        Report("known bots", found, samples.Count);
        Assert.That(samples, Has.Count.GreaterThan(2_000));
        Assert.That((double)found / samples.Count, Is.GreaterThanOrEqualTo(0.97));
    }

    static void AssertAccuracy(double bar, int column, Func<ClientClass, string> name)
    {
        var wrong = TestData.UserAgents.Where(row => name(Classify(row[4])) != row[column]).ToList();

        var right = TestData.UserAgents.Count - wrong.Count;
        Report(((string[])["browser", "system", "device", "traffic class"])[column], right, TestData.UserAgents.Count);
        foreach (var row in wrong)
            TestContext.Out.WriteLine($"{name(Classify(row[4]))} for {row[column]}: {row[4]}");
        Assert.That(TestData.UserAgents, Has.Count.GreaterThan(300));
        Assert.That((double)right / TestData.UserAgents.Count, Is.GreaterThanOrEqualTo(bar));
    }

    static void Report(string what, int right, int all) => TestContext.Out.WriteLine($"{what}: {right} of {all}, {100.0 * right / all:F1} %");

    static ClientClass Classify(string userAgent) => UserAgentClassifier.Instance.Classify(userAgent);
}
