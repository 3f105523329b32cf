using Gateway.Analytics.Sketches;
using NUnit.Framework;

namespace Gateway.Tests.Sketches;

/// <summary>Bytes that went wrong on their way.</summary>
static class Damage
{
    public static IEnumerable<byte[]> Of(byte[] good)
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            yield return good[..random.Next(good.Length)];
            byte[] changed = [.. good];
            for (var change = random.Next(1, 4); change > 0; change--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            yield return changed;
            var noise = new byte[random.Next(60)];
            random.NextBytes(noise);
            yield return noise;
            yield return [good[0], good.Length > 1 ? good[1] : (byte)0, .. noise];
        }
    }

    public static void Check(Action parse)
    {
        try
        {
            parse();
        }
        catch (CorruptSketchException refused)
        {
            Assert.That(refused.Message, Is.Not.Empty);
        }
    }
}
