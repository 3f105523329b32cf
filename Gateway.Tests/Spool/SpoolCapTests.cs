using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using NUnit.Framework;

namespace Gateway.Tests.Spool;

/// <summary>The size cap, and a disk that does not work.</summary>
public sealed class SpoolCapTests
{
    TestSpool folder = null!;
    FailingDisk disk = null!;

    [SetUp]
    public void Begin() => folder = new TestSpool();

    [TearDown]
    public void End() => folder.Dispose();

    [Test]
    public void Full_spool_drops_the_oldest_segment_and_counts_it()
    {
        using var spool = folder.Open();
        var kept = 0;
        for (var round = 0; round < 40; round++)
        {
            kept += TestSpool.Append(spool, round * 2000, 2000);
            spool.Tend();
            Assert.That(spool.Reader.Counts().Balanced);
            Assert.That(spool.State().Bytes, Is.LessThanOrEqualTo(8 << 20));
        }

        var counts = spool.Reader.Counts();
        Assert.That((kept, counts.Captured), Is.EqualTo((80_000, 80_000)), "the oldest gives way, not the newest");
        var seen = TestSpool.Drain(spool);
        Assert.That(counts.Dropped[DropReason.SpoolFull], Is.Positive.And.EqualTo(80_000 - seen.Count));
        Assert.That(seen, Is.EqualTo(Enumerable.Range(80_000 - seen.Count, seen.Count)));
        Assert.That(spool.Reader.Counts() is { Balanced: true, Queued: 0 });
    }

    [Test]
    public void A_batch_that_is_on_its_way_when_its_segment_goes_counts_as_what_becomes_of_it([Values] bool isStored)
    {
        using var spool = folder.Open();
        TestSpool.Append(spool, 0, 1000);
        var batch = new SpoolBatch(600);
        spool.Reader.Read(batch);
        for (var round = 0; round < 40; round++)
        {
            TestSpool.Append(spool, 1000 + (round * 2000), 2000);
            spool.Tend();
        }

        var dropped = spool.Reader.Counts().Dropped[DropReason.SpoolFull];
        Assert.That(spool.Reader.Counts().Balanced);
        if (isStored)
            spool.Reader.Release(batch.LastSequence, 600, 0);
        else
            spool.Reader.Read(batch);
        var counts = spool.Reader.Counts();
        Assert.That((counts.Stored, counts.Dropped[DropReason.SpoolFull] - dropped, counts.Balanced), Is.EqualTo(isStored ? (600L, 0L, true) : (0L, 600L, true)));
    }

    [Test]
    public void Without_a_disk_events_wait_in_memory_and_what_does_not_fit_is_counted()
    {
        using var spool = Failing();
        disk.IsFull = true;
        var kept = 0;
        for (var i = 0; i < 20; i++)
        {
            kept += TestSpool.Append(spool, i * 2000, 2000);
            spool.Tend();
        }

        var counts = spool.Reader.Counts();
        Assert.That(spool.State() is { Trouble: "No space left on device", InMemory: 1000 });
        Assert.That((counts.Captured, counts.Queued, counts.Balanced), Is.EqualTo((40_000L, (long)kept, true)));
        Assert.That(counts.Dropped[DropReason.MemoryFull], Is.EqualTo(40_000 - kept));

        disk.IsFull = false;
        spool.Tend();
        Assert.That(spool.State().Trouble, Is.Null);
        var more = TestSpool.Append(spool, 40_000, 1000);
        var seen = TestSpool.Drain(spool);
        Assert.That((more, seen.Count), Is.EqualTo((1000, kept + 1000)));
        Assert.That(seen, Is.Ordered, "what waited in memory comes before what the disk took afterwards");
        spool.Tend();
        Assert.That(spool.State().InMemory, Is.Zero);
        Assert.That(spool.Reader.Counts() is { Queued: 0, Balanced: true });
    }

    [Test]
    public void A_spool_that_begins_without_a_disk_goes_to_it_when_it_can()
    {
        var killed = Failing(isFull: true);
        TestSpool.Append(killed, 0, 10);
        disk.IsFull = false;
        killed.Tend();
        TestSpool.Append(killed, 10, 10);
        var batch = new SpoolBatch(10);
        killed.Reader.Read(batch);
        killed.Reader.Release(batch.LastSequence, 10, 0);

        using var next = folder.Open();
        Assert.That(next.Id, Is.EqualTo(killed.Id));
        Assert.That(TestSpool.Drain(next), Is.EqualTo(Enumerable.Range(10, 10)));
    }

    [Test]
    public void A_disk_that_fails_while_it_is_read_costs_what_lies_on_it_and_nothing_after()
    {
        var killed = folder.Open();
        TestSpool.Append(killed, 0, 100);
        using var spool = Failing();
        TestSpool.Append(spool, 100, 100);
        File.WriteAllBytes(folder.Segments.Order(StringComparer.Ordinal).First(), []);
        Assert.That(TestSpool.Drain(spool), Is.EqualTo(Enumerable.Range(100, 100)));
        Assert.That(spool.Reader.Counts().Dropped[DropReason.Damaged], Is.EqualTo(100));
        Assert.That(spool.Reader.Counts().Balanced);
    }

    [Test]
    public void A_slow_reader_loses_its_own_share_only()
    {
        using var spool = folder.Open();
        var slow = spool.AddReader("slow");
        var seen = 0;
        for (var round = 0; round < 40; round++)
        {
            TestSpool.Append(spool, round * 2000, 2000);
            seen += TestSpool.Drain(spool).Count;
            spool.Tend();
        }

        Assert.That((seen, spool.Reader.Counts().Dropped[DropReason.SpoolFull], spool.Reader.Counts().Balanced), Is.EqualTo((80_000, 0L, true)));
        var counts = slow.Counts();
        Assert.That(counts.Lost, Is.Positive);
        Assert.That(counts.Lost + counts.Queued, Is.EqualTo(80_000));
        var batch = new SpoolBatch(100);
        slow.Read(batch);
        Assert.That(batch.Events[0].BytesOut, Is.EqualTo(counts.Lost));
        slow.Release(batch.LastSequence, 1);
        Assert.That(slow.Counts(), Is.EqualTo(counts with { Delivered = 99, Skipped = 1, Queued = counts.Queued - 100 }));

        using var next = folder.Open();
        var again = next.AddReader("slow");
        again.Read(batch);
        Assert.That(batch.Events[0].BytesOut, Is.EqualTo(counts.Lost + 100 + again.Counts().Lost), "its position outlives the process");
    }

    [Test]
    public void On_a_full_disk_what_only_a_slow_reader_wants_gives_way()
    {
        using var spool = Failing();
        var slow = spool.AddReader("slow");
        for (var round = 0; round < 8; round++)
        {
            TestSpool.Append(spool, round * 2000, 2000);
            TestSpool.Drain(spool);
            spool.Tend();
        }

        disk.IsFull = true;
        TestSpool.Append(spool, 20_000, 15_000);
        spool.Tend();
        Assert.That(slow.Counts().Lost, Is.Positive);
        Assert.That(spool.Reader.Counts().Dropped[DropReason.SpoolFull], Is.Zero);
    }

    DiskSpool Failing(bool isFull = false) => folder.Open(disk: real => disk = new FailingDisk(real) { IsFull = isFull });

    sealed class FailingDisk(ISpoolDisk real) : ISpoolDisk
    {
        public bool IsFull { get; set; }

        public IReadOnlyList<OldSegment> Open() => real.Open();

        public MappedSegment Create(int size) => IsFull ? throw Full() : real.Create(size);

        public SpoolIdentity? Identity() => real.Identity();

        public void Save(SpoolIdentity identity)
        {
            if (IsFull)
                throw Full();
            real.Save(identity);
        }

        public SpoolPosition? Position(string reader) => real.Position(reader);

        public void Save(string reader, SpoolPosition position)
        {
            if (IsFull)
                throw Full();
            real.Save(reader, position);
        }

        static IOException Full() => new("No space left on device");
    }
}
