using System.Text;
using Gateway.Analytics.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

public sealed class StorableTextTests
{
    [TestCase(null, "")]
    [TestCase("", "")]
    [TestCase("/a/b", "/a/b")]
    [TestCase("a\0b", "a\uFFFDb")]
    [TestCase("\0", "\uFFFD")]
    [TestCase("x😀y\0", "x😀y\uFFFD")]
    public void What_PostgreSQL_refuses_is_replaced(string? text, string expected) =>
        Assert.That(StorableText.Clean(text, 100), Is.EqualTo(expected));

    // Not as cases of the test above: an attribute is stored as UTF-8, which has no lone surrogates.
    [Test]
    public void A_surrogate_without_its_other_half_is_replaced()
    {
        Assert.That(StorableText.Clean("a\uD83D", 100), Is.EqualTo("a\uFFFD"));
        Assert.That(StorableText.Clean("\uDE00b", 100), Is.EqualTo("\uFFFDb"));
        Assert.That(StorableText.Clean("\uDE00\uD83D", 100), Is.EqualTo("\uFFFD\uFFFD"));
        Assert.That(StorableText.Clean("\uD83D😀", 100), Is.EqualTo("\uFFFD😀"));
        Assert.That(StorableText.Clean("ab\uD83Dc", 3), Is.EqualTo("ab\uFFFD"));
    }

    [TestCase("abcdef", 3, "abc")]
    [TestCase("ab😀cd", 3, "ab")]
    [TestCase("ab😀cd", 4, "ab😀")]
    [TestCase("😀", 1, "")]
    [TestCase("abc", 0, "")]
    public void A_cut_never_splits_a_pair(string text, int maxLength, string expected) =>
        Assert.That(StorableText.Clean(text, maxLength), Is.EqualTo(expected));

    [TestCase("plain")]
    [TestCase("with 😀 in it")]
    public void Good_text_is_the_same_instance_and_costs_nothing(string text)
    {
        Assert.That(StorableText.Clean(text, 100), Is.SameAs(text));
        Allocations.AssertNone(() => StorableText.Clean(text, 100));
    }

    [Test]
    public void Any_text_becomes_valid_UTF_8_without_NUL()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var text = string.Create(random.Next(0, 40), random, static (span, random) =>
            {
                foreach (ref var c in span)
                    c = random.Next(3) == 0 ? (char)random.Next(0xD800, 0xE000) : (char)random.Next(0, 4);
            });

            var cleaned = StorableText.Clean(text, random.Next(0, 40));

            Assert.That(() => strict.GetByteCount(cleaned), Throws.Nothing);
            Assert.That(cleaned, Does.Not.Contain('\0'));
        }
    }
}
