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
    [TestCase("a\uD83D", "a\uFFFD")]
    [TestCase("\uDE00b", "\uFFFDb")]
    [TestCase("\uDE00\uD83D", "\uFFFD\uFFFD")]
    [TestCase("x😀y\0", "x😀y\uFFFD")]
    [TestCase("\uD83D😀", "\uFFFD😀")]
    public void What_PostgreSQL_refuses_is_replaced(string? text, string expected) =>
        Assert.That(StorableText.Clean(text, 100), Is.EqualTo(expected));

    [TestCase("abcdef", 3, "abc")]
    [TestCase("ab😀cd", 3, "ab")]
    [TestCase("ab😀cd", 4, "ab😀")]
    [TestCase("😀", 1, "")]
    [TestCase("ab\uD83D", 3, "ab\uFFFD")]
    [TestCase("abc", 0, "")]
    public void A_cut_never_splits_a_pair(string text, int maxLength, string expected) =>
        Assert.That(StorableText.Clean(text, maxLength), Is.EqualTo(expected));

    [TestCase("plain")]
    [TestCase("with 😀 in it")]
    public void Good_text_is_the_same_instance_and_costs_nothing(string text)
    {
        StorableText.Clean(text, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var cleaned = StorableText.Clean(text, 100);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(cleaned, Is.SameAs(text));
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
