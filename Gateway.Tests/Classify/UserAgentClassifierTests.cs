using System.Diagnostics;
using Gateway.Analytics.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

using Browser = Gateway.Analytics.Classify.Browser;

public sealed class UserAgentClassifierTests
{
    const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    [TestCase("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36 EdgA/140.0.0.0", Browser.Edge, TestName = "Edge_on_Android_is_not_Chrome")]
    [TestCase("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/140.0.3485.54 Mobile/15E148 Safari/605.1.15", Browser.Edge, TestName = "Edge_on_an_iPhone_is_not_Safari")]
    [TestCase("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/143.0 Mobile/15E148 Safari/605.1.15", Browser.Firefox, TestName = "Firefox_on_an_iPhone_is_not_Safari")]
    [TestCase("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", Browser.SamsungInternet, TestName = "Samsung_Internet_is_not_Chrome")]
    public void Browsers(string userAgent, Browser expected)
    {
        var found = Classify(userAgent);

        Assert.That(found.Browser, Is.EqualTo(expected));
        Assert.That(found.TrafficClass, Is.EqualTo(TrafficClass.HumanBrowser));
    }

    [Test]
    public void A_cubot_phone_is_not_a_bot()
    {
        var found = Classify("Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/89.0.4389.105 Mobile Safari/537.36");

        Assert.That(found, Is.EqualTo(new ClientClass(Browser.Chrome, ClientOs.Android, Device.Mobile, TrafficClass.HumanBrowser)));
    }

    [Test]
    public void An_Android_tablet_is_not_a_phone()
    {
        var found = Classify("Mozilla/5.0 (Linux; Android 12; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36");

        Assert.That(found.Device, Is.EqualTo(Device.Tablet));
    }

    [Test]
    public void A_Tablet_PC_of_Internet_Explorer_is_a_desktop()
    {
        var found = Classify("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; WOW64; Trident/4.0; SLCC2; Tablet PC 2.0)");

        Assert.That(found.Device, Is.EqualTo(Device.Desktop));
    }

    [TestCase("Microsoft Office/16.0 (Microsoft Outlook Mail 16.0.17126; Pro)")]
    [TestCase("Microsoft-CryptoAPI/10.0")]
    [TestCase("Mozilla/5.0 (compatible; microsoft thing)")]
    public void Microsoft_does_not_contain_ChromeOS(string userAgent) =>
        Assert.That(Classify(userAgent).Os, Is.Not.EqualTo(ClientOs.ChromeOs));

    [TestCase("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.6099.109 Safari/537.36")]
    [TestCase("Mozilla/5.0 (Linux; Android 7.0; SM-G930V) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/59.0.3071.125 Mobile Safari/537.36 (compatible; Google-Read-Aloud; +https://support.google.com/webmasters/answer/1061943)")]
    public void A_bot_in_the_costume_of_a_browser_has_no_browser_system_or_device(string userAgent)
    {
        var found = Classify(userAgent);

        Assert.That(found.TrafficClass, Is.AnyOf(TrafficClass.DeclaredBot, TrafficClass.SearchBot));
        Assert.That(found with { TrafficClass = TrafficClass.Unknown }, Is.EqualTo(default(ClientClass)));
    }

    [TestCase(TrafficClass.HttpLibrary, "curl/8.5.0", "okhttp/4.12.0", "Go-http-client/2.0", "python-httpx/0.27.0", "Python/3.12 aiohttp/3.9.5", "axios/1.7.2", "kci-dev/0.1.7", "python-requests/2.32.3")]
    [TestCase(TrafficClass.Monitor, "Prometheus/2.53.0", "Uptime-Kuma/1.23.13", "kube-probe/1.30")]
    [TestCase(TrafficClass.AiAgent, "GPTBot/1.2", "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", "Mozilla/5.0 (compatible; ChatGPT-User/1.0; +https://openai.com/bot)", "PerplexityBot/1.0")]
    [TestCase(TrafficClass.SearchBot, "Googlebot/2.1 (+http://www.google.com/bot.html)", "bingbot/2.0", "DuckDuckBot/1.1", "YandexBot/3.0", "Baiduspider/2.0")]
    [TestCase(TrafficClass.DeclaredBot, "SomethingNewBot/0.1", "a-crawler", "Mozilla/5.0 (compatible; Thing/1.0; +https://example.org/about)")]
    public void Programs_are_told_apart(TrafficClass expected, params string[] userAgents)
    {
        foreach (var userAgent in userAgents)
            Assert.That(Classify(userAgent).TrafficClass, Is.EqualTo(expected), userAgent);
    }

    [TestCase("")]
    [TestCase("   ")]
    public void No_text_is_unknown_in_all(string userAgent) => Assert.That(Classify(userAgent), Is.EqualTo(default(ClientClass)));

    [Test]
    public void What_lies_past_the_length_limit_is_not_read()
    {
        var padded = Chrome + new string(' ', UserAgentClassifier.MaxLength) + "Googlebot/2.1";

        Assert.That(Classify(padded), Is.EqualTo(Classify(Chrome)));
    }

    [Test]
    public void Whatever_comes_in_the_answer_is_in_the_closed_sets()
    {
        foreach (var userAgent in HostileUserAgents.Take(1_000))
        {
            var found = Classify(userAgent);
            Assert.That(
                Enum.IsDefined(found.Browser) && Enum.IsDefined(found.Os) && Enum.IsDefined(found.Device) && Enum.IsDefined(found.TrafficClass),
                Is.True,
                userAgent);
        }
    }

    [Test]
    public void Hostile_text_makes_no_expression_backtrack_without_end()
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var userAgent in HostileUserAgents.Repetitions)
            Classify(userAgent);
        var mean = Stopwatch.GetElapsedTime(start) / HostileUserAgents.Repetitions.Count;

        // Measured: 0.2 ms. The bound leaves room for any machine and none for what takes minutes.
        Assert.That(mean, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void Many_threads_get_the_same_answer() =>
        Assert.That(ParallelEnumerable.Range(0, 64).Select(_ => Classify(Chrome)).Distinct().Count(), Is.EqualTo(1));

    static ClientClass Classify(string userAgent) => UserAgentClassifier.Instance.Classify(userAgent);
}
