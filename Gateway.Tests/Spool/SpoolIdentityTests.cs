using Gateway.Analytics.Spool;
using NUnit.Framework;

namespace Gateway.Tests.Spool;

/// <summary>What the spool makes of what the database knows of it.</summary>
public sealed class SpoolIdentityTests
{
    TestSpool folder = null!;

    [SetUp]
    public void Begin() => folder = new TestSpool();

    [TearDown]
    public void End() => folder.Dispose();

    [Test]
    public void What_the_database_has_is_freed()
    {
        var killed = folder.Open();
        Assert.That(killed.Reader.Resume(new SpoolCheckpoint(0, 0, false)));
        TestSpool.Append(killed, 0, 100);
        using var next = folder.Open();
        Assert.That(next.Reader.Resume(new SpoolCheckpoint(40, 2, false)));
        Assert.That(next.Reader.Counts() is { Captured: 100, Stored: 38, Quarantined: 2, Queued: 60, Balanced: true });
        Assert.That(TestSpool.Drain(next), Is.EqualTo(Enumerable.Range(40, 60)));
    }

    [Test]
    public void A_wiped_folder_is_a_new_spool()
    {
        Guid former;
        using (var first = folder.Open())
            former = first.Id;
        Directory.Delete(folder.Path, recursive: true);
        using var second = folder.Open();
        Assert.That(second.Id, Is.Not.EqualTo(former));
    }

    [Test]
    public void A_restored_older_database_gets_again_what_is_still_here()
    {
        using var spool = folder.Open();
        TestSpool.Append(spool, 0, 100);
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(0, 0, false)));
        Assert.That(TestSpool.Drain(spool), Has.Count.EqualTo(100));
        TestSpool.Append(spool, 100, 10);
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(30, 0, true)), "an older state, where another process had registered");
        Assert.That(TestSpool.Drain(spool), Is.EqualTo(Enumerable.Range(30, 80)));
        Assert.That(spool.Reader.Counts() is { Balanced: true, Queued: 0 });
    }

    [Test]
    public void A_wiped_database_is_no_error_after_segments_have_gone()
    {
        using var spool = folder.Open();
        var id = spool.Id;
        for (var round = 0; round < 10; round++)
        {
            TestSpool.Append(spool, round * 2000, 2000);
            TestSpool.Drain(spool);
            spool.Tend();
        }

        TestSpool.Append(spool, 20_000, 5);
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(0, 0, false)));
        var seen = TestSpool.Drain(spool);
        Assert.That(seen, Is.Ordered.And.Contains(20_004));
        Assert.That(seen, Is.EqualTo(Enumerable.Range((int)seen[0], 20_005 - (int)seen[0])));
        Assert.That((spool.Id, spool.Reader.Counts().Balanced), Is.EqualTo((id, true)));
    }

    [Test]
    public void A_database_that_is_ahead_gives_the_spool_a_new_id_and_every_new_event_is_kept()
    {
        // The folder as it was restored: 100 events, of which the database has all, and 50 more that came from the other copy.
        var killed = folder.Open();
        Assert.That(killed.Reader.Resume(new SpoolCheckpoint(0, 0, false)));
        TestSpool.Append(killed, 0, 100);
        var first = folder.Open();
        TestSpool.Append(first, 1000, 30);

        // Killed before it could ask the database, and captures again: 60 new events in all.
        using var spool = folder.Open();
        TestSpool.Append(spool, 1030, 30);
        var former = spool.Id;
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(150, 0, true)), Is.False);
        Assert.That(spool.Id, Is.Not.EqualTo(former));
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(0, 0, false)));
        Assert.That(TestSpool.Drain(spool), Is.EqualTo(Enumerable.Range(1000, 60)));
        Assert.That(spool.Reader.Counts() is { Captured: 160, Stored: 160, Balanced: true });

        using var next = folder.Open();
        Assert.That(next.Id, Is.EqualTo(spool.Id), "the new id stays");
        Assert.That(next.Reader.Resume(new SpoolCheckpoint(160, 0, true)));
    }

    [Test]
    public void Two_processes_with_copies_of_one_folder_part_ways()
    {
        using var spool = folder.Open();
        TestSpool.Append(spool, 0, 10);
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(0, 0, false)));
        Assert.That(TestSpool.Drain(spool), Has.Count.EqualTo(10));
        TestSpool.Append(spool, 10, 10);
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(15, 0, true)), Is.False, "the other one has written 11 to 15");
        Assert.That(spool.Reader.Resume(new SpoolCheckpoint(0, 0, false)));
        Assert.That(TestSpool.Drain(spool), Is.EqualTo(Enumerable.Range(10, 10)));
    }
}
