using Gateway.Admin.Access;
using NUnit.Framework;

namespace Gateway.Tests.Access;

/// <summary>What a node remembers of callers holds for a revision, so an old one must not come back.</summary>
public sealed class StoreRevisionTests
{
    [Test]
    public void A_look_that_began_before_a_change_does_not_undo_it()
    {
        var revision = new StoreRevision();
        revision.Saw(-1, 7);
        var before = revision.Current;
        revision.Advance(8);
        revision.Saw(before, 7);
        Assert.That(revision.Current, Is.EqualTo(8));
    }

    [Test]
    public void Changes_that_are_told_out_of_order_leave_the_newest()
    {
        var revision = new StoreRevision();
        revision.Advance(9);
        revision.Advance(8);
        Assert.That(revision.Current, Is.EqualTo(9));
    }

    [Test]
    public void A_restored_store_may_be_older()
    {
        var revision = new StoreRevision();
        revision.Advance(9);
        revision.Saw(revision.Current, 4);
        Assert.That(revision.Current, Is.EqualTo(4));
    }
}
