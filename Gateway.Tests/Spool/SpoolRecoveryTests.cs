using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using NUnit.Framework;

namespace Gateway.Tests.Spool;

/// <summary>What the next process finds after one that was killed.</summary>
public sealed class SpoolRecoveryTests
{
    TestSpool folder = null!;

    [SetUp]
    public void Begin() => folder = new TestSpool();

    [TearDown]
    public void End() => folder.Dispose();

    [Test]
    public void A_killed_process_leaves_every_event_to_the_next()
    {
        var killed = folder.Open();
        TestSpool.Append(killed, 0, 6000);
        using var next = folder.Open();
        Assert.That(next.Id, Is.EqualTo(killed.Id));
        Assert.That(next.Reader.Counts() is { Captured: 6000, Queued: 6000, Recovered: 6000, Balanced: true });
        TestSpool.Append(next, 6000, 10);
        Assert.That(TestSpool.Drain(next), Is.EqualTo(Enumerable.Range(0, 6010)));
        Assert.That(next.Reader.Counts() is { Captured: 6010, Stored: 6010, Balanced: true });
    }

    [Test]
    public void What_was_released_is_not_found_again()
    {
        var killed = folder.Open();
        TestSpool.Append(killed, 0, 100);
        var batch = new SpoolBatch(60);
        killed.Reader.Read(batch);
        killed.Reader.Release(batch.LastSequence, 60, 0);
        using var next = folder.Open();
        Assert.That(TestSpool.Drain(next), Is.EqualTo(Enumerable.Range(60, 40)));
    }

    [Test]
    public void A_death_at_any_step_of_an_append_costs_at_most_that_event(
        [Values(nameof(AppendStep.Encoded), nameof(AppendStep.Reserved), nameof(AppendStep.Written), nameof(AppendStep.Published))] string at)
    {
        var step = Enum.Parse<AppendStep>(at);
        var dying = 0;
        var killed = folder.Open(at: now =>
        {
            if (now == step && ++dying % 7 == 0)
                throw new OperationCanceledException("died here");
        });
        var kept = new List<long>();
        for (var i = 0; i < 500; i++)
        {
            try
            {
                killed.TryAppend(TestSpool.Numbered(i));
                kept.Add(i);
            }
            catch (OperationCanceledException)
            {
                if (step == AppendStep.Published)
                    kept.Add(i);
            }
        }

        using var next = folder.Open();
        Assert.That(TestSpool.Drain(next), Is.EqualTo(kept));
        var counts = next.Reader.Counts();
        Assert.That((counts.Captured, counts.Dropped.Values.Sum(), counts.Balanced), Is.EqualTo(((long)kept.Count, 0L, true)), "what was never published was never captured");
    }

    [Test]
    public void A_hole_in_a_living_process_is_waited_for()
    {
        var die = false;
        using var spool = folder.Open(at: step =>
        {
            if (die && step == AppendStep.Written)
                throw new OperationCanceledException("stands still");
        });
        TestSpool.Append(spool, 0, 3);
        die = true;
        Assert.Throws<OperationCanceledException>(() => spool.TryAppend(TestSpool.Numbered(3)));
        die = false;
        TestSpool.Append(spool, 4, 3);
        var batch = new SpoolBatch(100);
        spool.Reader.Read(batch);
        Assert.That((batch.Count, batch.Drained), Is.EqualTo((3, false)));
    }

    [Test]
    public void Damaged_records_are_stepped_over_and_counted()
    {
        var killed = folder.Open();
        TestSpool.Append(killed, 0, 1000);
        var file = folder.Segments.Order(StringComparer.Ordinal).First();
        var room = SpoolRecord.Room(EventCodec.Encode(TestSpool.Numbered(100), new byte[4096]));
        using (var segment = File.OpenHandle(file, FileMode.Open, FileAccess.Write))
        {
            // In the middle of a body, and over the border of two records.
            RandomAccess.Write(segment, "broken"u8, SegmentHeader.Length + (100 * room) + 40);
            RandomAccess.Write(segment, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }, SegmentHeader.Length + (200 * room) - 8);
        }

        using var next = folder.Open();
        var seen = TestSpool.Drain(next);
        var counts = next.Reader.Counts();
        Assert.That(seen, Has.Count.InRange(996, 998));
        Assert.That(seen, Is.Ordered.And.Contains(99).And.Not.Contain(100).And.Contains(101).And.Contains(999));
        Assert.That(counts.Dropped[DropReason.Damaged], Is.InRange(2, 3));
        Assert.That(counts.Balanced);
    }

    [Test]
    public void What_is_damaged_after_it_was_found_is_counted_when_it_is_read()
    {
        var killed = folder.Open();
        TestSpool.Append(killed, 0, 1000);
        var file = folder.Segments.Order(StringComparer.Ordinal).First();
        using var next = folder.Open();
        using (var segment = File.OpenHandle(file, FileMode.Open, FileAccess.Write))
            RandomAccess.Write(segment, "broken"u8, SegmentHeader.Length + 300);
        Assert.That(TestSpool.Drain(next), Has.Count.EqualTo(999));
        Assert.That(next.Reader.Counts().Dropped[DropReason.Damaged], Is.EqualTo(1));
        Assert.That(next.Reader.Counts().Balanced);
    }

    [Test]
    public void A_text_cannot_pass_for_a_record()
    {
        var other = folder.Open();
        var forged = new byte[2048];
        var inner = EventCodec.Encode(TestSpool.Numbered(666), forged.AsSpan(16));
        BitConverter.TryWriteBytes(forged, SpoolRecord.Mark(inner));
        BitConverter.TryWriteBytes(forged.AsSpan(8), SpoolRecord.Check(SpoolRecord.BodyCheck(forged.AsSpan(16, inner)), 0, SpoolRecord.Mark(inner), 5));
        BitConverter.TryWriteBytes(forged.AsSpan(12), 5);
        var text = new string([.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(forged.AsSpan(0, 16 + inner + 1))]);
        other.TryAppend(TestSpool.Numbered(1) with { Path = text + "\uD800" });
        TestSpool.Append(other, 2, 3);
        var file = folder.Segments.Order(StringComparer.Ordinal).First();
        using (var segment = File.OpenHandle(file, FileMode.Open, FileAccess.Write))
            RandomAccess.Write(segment, new byte[8], SegmentHeader.Length);

        using var next = folder.Open();
        Assert.That(TestSpool.Drain(next), Is.EqualTo(new[] { 2, 3, 4 }));
    }

    [Test]
    public void A_segment_without_a_header_is_set_aside()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllBytes(Path.Combine(folder.Path, "0000000007.segment"), [.. Enumerable.Repeat((byte)7, 4096)]);
        File.WriteAllBytes(Path.Combine(folder.Path, "0000000008.segment"), new byte[4096]);
        using var spool = folder.Open();
        TestSpool.Append(spool, 0, 5);
        Assert.That(TestSpool.Drain(spool), Has.Count.EqualTo(5));
        Assert.That(Directory.GetFiles(folder.Path, "*.unreadable"), Has.Length.EqualTo(1));
    }
}
