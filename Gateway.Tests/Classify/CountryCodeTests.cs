using Gateway.Analytics.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

public sealed class CountryCodeTests
{
    [TestCase("FR", "FR")]
    [TestCase("fr", "FR")]
    [TestCase("AA", "AA")]
    [TestCase("ZZ", "ZZ")]
    [TestCase("", "")]
    [TestCase("F", "")]
    [TestCase("FRA", "")]
    [TestCase("F1", "")]
    [TestCase("é€", "")]
    public void A_code_is_two_letters(string text, string expected) => Assert.That(CountryCode.Parse(text).ToString(), Is.EqualTo(expected));

    [Test]
    public void Every_code_survives_its_number_and_no_other_number_is_one()
    {
        var codes = Enumerable.Range(0, 1 + ushort.MaxValue).Select(number => CountryCode.FromNumber((ushort)number)).Distinct().ToList();

        Assert.That(codes, Has.Count.EqualTo(1 + 26 * 26));
        Assert.That(codes.Skip(1).Select(code => CountryCode.Parse(code.ToString())), Is.EqualTo(codes.Skip(1)));
        Assert.That(CountryCode.FromNumber(0), Is.EqualTo(default(CountryCode)));
    }
}
