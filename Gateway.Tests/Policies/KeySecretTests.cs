using Gateway.Admin.Secrets;
using NUnit.Framework;

namespace Gateway.Tests.Policies;

public sealed class KeySecretTests
{
    [Test]
    public void A_new_key_is_well_formed_and_no_two_are_alike()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => KeySecret.Create()).ToHashSet();
        Assert.That(keys, Has.Count.EqualTo(1000));
        Assert.That(keys.All(key => key.Length == KeySecret.Length && KeySecret.IsWellFormed(key)));
    }

    [Test]
    public void A_typo_in_any_place_is_noticed()
    {
        var key = KeySecret.Create();
        var missed = 0;
        for (var place = 0; place < key.Length; place++)
        {
            var typo = key.ToCharArray();
            typo[place] = typo[place] == 'x' ? 'y' : 'x';
            if (KeySecret.IsWellFormed(typo))
                missed++;
        }

        Assert.That(missed, Is.Zero);
    }

    [TestCase("")]
    [TestCase("gw_live_")]
    [TestCase("Bearer")]
    [TestCase("gw_live_000000000000000000000000000000000_0000x")]
    [TestCase("gw_live_\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800_0000")]
    public void What_is_no_key_of_ours_is_refused_without_a_fault(string text) => Assert.That(KeySecret.IsWellFormed(text), Is.False);

    [Test]
    public void Only_the_beginning_and_the_end_are_shown()
    {
        var key = KeySecret.Create();
        var (prefix, lastFour) = KeySecret.Shown(key);
        Assert.That((prefix.Length, lastFour.Length), Is.EqualTo((12, 4)));
        Assert.That(key, Does.StartWith(prefix).And.EndsWith(lastFour));
    }

    [Test]
    public void A_check_allocates_nothing()
    {
        var key = KeySecret.Create();
        Span<byte> hash = stackalloc byte[32];
        KeySecret.IsWellFormed(key);
        KeySecret.Hash(key, hash);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            KeySecret.IsWellFormed(key);
            KeySecret.Hash(key, hash);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
