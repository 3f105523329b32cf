using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using NUnit.Framework;

namespace Gateway.Tests.Spool;

public sealed class DiskSpoolTests
{
    TestSpool folder = null!;

    [SetUp]
    public void Begin() => folder = new TestSpool();

    [TearDown]
    public void End() => folder.Dispose();

    [Test]
    public void Events_come_out_in_order_and_stay_until_they_are_released()
    {
        using var spool = folder.Open();
        TestSpool.Append(spool, 0, 5000);
        var batch = new SpoolBatch(1500);
        var seen = new List<long>();
        do
        {
            spool.Reader.Read(batch);
            spool.Reader.Read(batch);
            seen.AddRange(batch.Events.Take(batch.Count).Select(one => one.BytesOut));
            if (batch.Count > 0)
                spool.Reader.Release(batch.LastSequence, batch.Count, 0);
            Assert.That(spool.Reader.Counts().Balanced);
        }
        while (!batch.Drained);

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 5000)));
        Assert.That(spool.Reader.Counts() is { Captured: 5000, Stored: 5000, Queued: 0, Quarantined: 0, Recovered: 0 });
    }

    [Test]
    public void Segments_follow_each_other_and_go_when_they_are_released()
    {
        using var spool = folder.Open();
        var next = 0;
        var seen = new List<long>();
        for (var round = 0; round < 30; round++)
        {
            next += TestSpool.Append(spool, next, 2000);
            spool.Tend();
            seen.AddRange(TestSpool.Drain(spool));
            spool.Tend();
            Assert.That(spool.Reader.Counts().Balanced);
        }

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 60_000)));
        Assert.That(folder.Segments, Has.Length.LessThanOrEqualTo(3));
        Assert.That(spool.State(), Is.EqualTo(new SpoolState(folder.Segments.Length << 20, 8 << 20, 0, null)));
    }

    [Test]
    public async Task The_reader_is_woken_by_a_full_batch_and_not_before()
    {
        using var spool = folder.Open();
        var waiting = spool.Reader.WaitAsync(10, TimeSpan.FromMinutes(1), CancellationToken.None);
        TestSpool.Append(spool, 0, 9);
        Assert.That(waiting.IsCompleted, Is.False);
        TestSpool.Append(spool, 9, 1);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Many_writers_and_one_reader_lose_nothing_and_double_nothing()
    {
        using var spool = folder.Open(new SpoolOptions { MaximumBytes = 64 << 20 });
        const int Writers = 8;
        const int Each = 20_000;
        using var stop = new CancellationTokenSource();
        var tending = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                spool.Tend();
                spool.Untended.WaitOne(5);
            }
        });
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => TestSpool.Append(spool, writer * Each, Each))));
        var seen = new List<long>();
        do
        {
            seen.AddRange(TestSpool.Drain(spool));
            Assert.That(spool.Reader.Counts().Balanced);
            await Task.Yield();
        }
        while (!writing.IsCompleted);
        Assert.That(await writing, Is.All.EqualTo(Each));
        seen.AddRange(TestSpool.Drain(spool));
        await stop.CancelAsync();
        await tending;

        Assert.That(seen.Order(), Is.EqualTo(Enumerable.Range(0, Writers * Each)));
        for (var writer = 0; writer < Writers; writer++)
            Assert.That(seen.Where(number => number / Each == writer), Is.Ordered, "what one thread appends stays in order");
        Assert.That(spool.Reader.Counts() is { Captured: Writers * Each, Stored: Writers * Each, Balanced: true });
    }

    [Test]
    public void An_append_allocates_nothing()
    {
        const int Count = 100_000;
        using var spool = folder.Open(new SpoolOptions { MaximumBytes = 256 << 20 });
        spool.Tend();
        var captured = TestSpool.Numbered(1) with { UserAgent = 1, TraceId = 1, User = 1, Groups = ["gold", "silver"], Path = "/caf\u00e9/" + new string('x', 200) };
        for (var i = 0; i < 2000; i++)
            spool.TryAppend(captured);

        var (kept, allocated) = (0, 0L);
        for (var round = 0; round < 10; round++)
        {
            // Segments are made by another thread in life, and that may allocate.
            spool.Tend();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Count / 10; i++)
                kept += spool.TryAppend(captured) ? 1 : 0;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.That((kept, allocated), Is.EqualTo((Count, 0L)));
        Assert.That(spool.State().InMemory, Is.Zero, "all of it went to the disk");
    }

    [Test]
    public void An_event_beyond_all_caps_is_refused_and_counted()
    {
        using var spool = folder.Open();
        Assert.That(spool.TryAppend(TestSpool.Numbered(1) with { Path = new string('x', 40_000) }), Is.False);
        Assert.That(spool.TryAppend(TestSpool.Numbered(1) with { Path = new string('x', 30_000) }));
        Assert.That(spool.Reader.Counts() is { Captured: 2, Queued: 1, Balanced: true });
        Assert.That(spool.Reader.Counts().Dropped[DropReason.TooLarge], Is.EqualTo(1));
    }

    [Test]
    public void A_clean_stop_leaves_no_segment_and_the_sequence_goes_on()
    {
        Guid id;
        long last;
        using (var first = folder.Open())
        {
            id = first.Id;
            TestSpool.Append(first, 0, 10);
            var batch = new SpoolBatch(100);
            first.Reader.Read(batch);
            last = batch.LastSequence;
            first.Reader.Release(last, 10, 0);
        }

        Assert.That(folder.Segments, Is.Empty);
        using var second = folder.Open();
        TestSpool.Append(second, 10, 1);
        var next = new SpoolBatch(100);
        second.Reader.Read(next);
        Assert.That((second.Id, next.LastSequence), Is.EqualTo((id, last + 1)));
    }
}
