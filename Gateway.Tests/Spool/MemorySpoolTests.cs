using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Spool;

public sealed class MemorySpoolTests
{
    static readonly DateTime Noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public void Events_come_out_in_order_and_stay_until_they_are_released()
    {
        var spool = new MemorySpool(new SpoolOptions(), TimeProvider.System);
        for (var i = 0; i < 5000; i++)
            spool.TryAppend(Numbered(i));
        var batch = new SpoolBatch(1500);
        var seen = new List<long>();
        do
        {
            spool.Reader.Read(batch);
            spool.Reader.Read(batch);
            for (var i = 0; i < batch.Count; i++)
                seen.Add(batch.Events[i].BytesOut);
            if (batch.Count > 0)
                spool.Reader.Release(batch.LastSequence, batch.Count, 0);
        }
        while (!batch.Drained);

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 5000)));
        Assert.That(spool.Reader.Counts(), Is.EqualTo(new SpoolCounts(5000, 5000, 0, 0, spool.Reader.Counts().Dropped)).Using<SpoolCounts>((one, two) => one.Stored == two.Stored && one.Queued == two.Queued));
    }

    [Test]
    public void A_full_spool_drops_what_comes_and_counts_it()
    {
        var spool = new MemorySpool(new SpoolOptions { Capacity = 1000 }, TimeProvider.System);
        var taken = Enumerable.Range(0, 1500).Count(i => spool.TryAppend(Numbered(i)));
        var counts = spool.Reader.Counts();
        Assert.That((taken, counts.Captured, counts.Queued, counts.Dropped[DropReason.SpoolFull]), Is.EqualTo((1000, 1500, 1000, 500)));
        Assert.That(counts.Balanced);

        var batch = new SpoolBatch(400);
        spool.Reader.Read(batch);
        spool.Reader.Release(batch.LastSequence, 399, 1);
        Assert.That(spool.TryAppend(Numbered(0)), "there is room again");
        Assert.That(spool.Reader.Counts().Balanced);
    }

    [Test]
    public async Task The_reader_is_woken_by_a_full_batch_and_not_before()
    {
        var spool = new MemorySpool(new SpoolOptions(), TimeProvider.System);
        var waiting = spool.Reader.WaitAsync(10, TimeSpan.FromMinutes(1), CancellationToken.None);
        for (var i = 0; i < 9; i++)
            spool.TryAppend(Numbered(i));
        Assert.That(waiting.IsCompleted, Is.False);
        spool.TryAppend(Numbered(9));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Many_writers_and_one_reader_lose_nothing_and_double_nothing()
    {
        var spool = new MemorySpool(new SpoolOptions { Capacity = 20_000 }, TimeProvider.System);
        const int Writers = 8;
        const int Each = 20_000;
        long taken = 0;
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                if (spool.TryAppend(Numbered(((long)writer * Each) + i)))
                    Interlocked.Increment(ref taken);
            }
        })).ToArray();
        var writing = Task.WhenAll(writers);
        var seen = new HashSet<long>();
        var batch = new SpoolBatch(777);
        bool written;
        do
        {
            // Asked before the read: what is drained after the last append is all there is.
            written = writing.IsCompleted;
            spool.Reader.Read(batch);
            for (var i = 0; i < batch.Count; i++)
                Assert.That(seen.Add(batch.Events[i].BytesOut), "no event comes twice");
            if (batch.Count > 0)
                spool.Reader.Release(batch.LastSequence, batch.Count, 0);
            await Task.Yield();
        }
        while (!written || !batch.Drained);

        await writing;
        var counts = spool.Reader.Counts();
        Assert.That((long)seen.Count, Is.EqualTo(taken));
        Assert.That(counts.Captured, Is.EqualTo((long)Writers * Each));
        Assert.That(counts.Balanced);
    }

    static RequestEvent Numbered(long number) => Some.Event(Noon) with { BytesOut = number };
}
