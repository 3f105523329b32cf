using System.Runtime.CompilerServices;

namespace Gateway.Analytics.Spool;

/// <summary>A segment that this process writes, in memory of some kind.</summary>
abstract unsafe class OpenSegment : Segment
{
    byte* memory;

    /// <summary>No index from here on is given out.</summary>
    public int IndexLimit { get; private set; } = int.MaxValue;

    public override bool IsOld => false;

    /// <summary>Makes it the place of the sequences from <paramref name="first"/> on.</summary>
    public void Begin(long first, int indexLimit)
    {
        First = first;
        IndexLimit = indexLimit;
        new SegmentHeader(Salt, first).Write(new Span<byte>(memory, SegmentHeader.Length));
        Take(SegmentHeader.Length, 0, isSealed: false);
    }

    /// <summary>Writes a record into its place without publishing it.</summary>
    public void Write(int offset, int index, ReadOnlySpan<byte> body, uint bodyCheck)
    {
        var check = SpoolRecord.Check(bodyCheck, Salt, SpoolRecord.Mark(body.Length), index);
        *(ulong*)(memory + offset + 8) = check | ((ulong)(uint)index << 32);
        body.CopyTo(new Span<byte>(memory + offset + SpoolRecord.HeaderLength, body.Length));
    }

    /// <summary>Makes the record at the offset one that readers see.</summary>
    public void Publish(int offset, int length)
    {
        Volatile.Write(ref Unsafe.AsRef<ulong>(memory + offset), SpoolRecord.Mark(length));
        // The memory must not go while this runs; see Remove.
        GC.KeepAlive(this);
    }

    protected void Use(byte* memory) => this.memory = memory;

    protected byte* Memory => memory;
}
