using System.Runtime.CompilerServices;

namespace Gateway.Analytics.Spool;

/// <summary>Bridges the time while the disk cannot be used. Dies with the process.</summary>
sealed unsafe class MemorySegment : OpenSegment
{
    public const int UsualSize = 1 << 20;

    readonly byte[] bytes;

    MemorySegment(int size)
    {
        bytes = GC.AllocateArray<byte>(size, pinned: true);
        Use((byte*)Unsafe.AsPointer(ref bytes[0]));
    }

    public override long DiskBytes => 0;

    public static MemorySegment Create(ulong salt) => new(UsualSize) { Size = UsualSize, Salt = salt };

    public override int Read(Span<byte> into, int offset)
    {
        var from = bytes.AsSpan(offset);
        from = from[..Math.Min(from.Length, into.Length)];
        from.CopyTo(into);
        return from.Length;
    }

    public override void Remove(bool isQuiet)
    {
        // The collector takes it.
    }
}
