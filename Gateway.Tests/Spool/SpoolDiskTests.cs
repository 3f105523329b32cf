using Gateway.Analytics.Events;
using Gateway.Analytics.Spool;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Gateway.Tests.Spool;

/// <summary>A small file system of the spool's own, that really fills up and really cannot be written.</summary>
public sealed class SpoolDiskTests
{
    TestFolder folder = null!;
    SmallDisk disk = null!;

    string Mount => folder["disk"];

    [SetUp]
    public void Begin()
    {
        folder = new TestFolder();
        disk = SmallDisk.Mount(Mount, megabytes: 4);
    }

    [TearDown]
    public void End()
    {
        disk?.Dispose();
        folder.Dispose();
    }

    [Test]
    public void A_full_disk_fails_no_append_and_every_loss_is_counted()
    {
        using var spool = Open();
        var other = Path.Combine(Mount, "other");
        var kept = 0;
        for (var round = 0; round < 30; round++)
        {
            // Somebody else takes what is left, and gives it back.
            if (round == 5)
                File.WriteAllBytes(other, new byte[disk.Free]);
            if (round == 20)
                File.Delete(other);
            kept += TestSpool.Append(spool, round * 1000, 1000);
            spool.Tend();
            Assert.That(spool.Reader.Counts().Balanced);
        }

        Assert.That(spool.State().Trouble, Does.Contain("No space left on device"), "the cap is above what the disk has");
        var counts = spool.Reader.Counts();
        Assert.That((counts.Captured, counts.Queued), Is.EqualTo((30_000L, (long)kept)));
        Assert.That(counts.Dropped[DropReason.MemoryFull], Is.EqualTo(30_000 - kept));
        Assert.That(TestSpool.Drain(spool), Has.Count.EqualTo(kept).And.Ordered);
        spool.Tend();
        Assert.That(spool.State() is { Trouble: null, InMemory: 0 }, "read and freed, there is room again");
        Assert.That(TestSpool.Append(spool, 0, 1000), Is.EqualTo(1000));
    }

    [Test]
    public void A_disk_that_cannot_be_written_fails_no_append_and_is_used_once_it_can()
    {
        disk.MakeReadOnly();
        using var spool = Open();
        Assert.That(TestSpool.Append(spool, 0, 1500), Is.EqualTo(1000));
        spool.Tend();
        Assert.That(spool.State() is { Trouble: not null, Bytes: 0, InMemory: 1000 });
        var counts = spool.Reader.Counts();
        Assert.That((counts.Captured, counts.Queued, counts.Dropped[DropReason.MemoryFull], counts.Balanced), Is.EqualTo((1500L, 1000L, 500L, true)));

        disk.MakeWritable();
        spool.Tend();
        Assert.That(TestSpool.Append(spool, 2000, 500), Is.EqualTo(500));
        Assert.That(spool.State() is { Trouble: null, Bytes: > 0 });
        Assert.That(TestSpool.Drain(spool), Is.EqualTo(Enumerable.Range(0, 1000).Concat(Enumerable.Range(2000, 500))));
    }

    DiskSpool Open() => new(new SpoolFolder(Path.Combine(Mount, "."), NullLogger.Instance), TestSpool.Small, TimeProvider.System, NullLogger.Instance);
}
