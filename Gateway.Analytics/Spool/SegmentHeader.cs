using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Analytics.Spool;

/// <summary>The first bytes of a segment file: magic and version (8), salt (8), first sequence (8), check (4). Zeros: never used.</summary>
readonly record struct SegmentHeader(ulong Salt, long First)
{
    /// <summary>What a header takes; records begin after it.</summary>
    public const int Length = 64;

    /// <summary>Of the segment, the record and the event in it. A segment of another version is not read.</summary>
    public const uint Version = 1;

    const ulong Magic = ((ulong)Version << 32) | 0x4C50_5347;

    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(into[8..], Salt);
        BinaryPrimitives.WriteInt64LittleEndian(into[16..], First);
        BinaryPrimitives.WriteUInt32LittleEndian(into[24..], Check);
        // Last: without it the segment counts as never used.
        BinaryPrimitives.WriteUInt64LittleEndian(into, Magic);
    }

    /// <summary>Null when the bytes are no header of this version.</summary>
    public static SegmentHeader? Read(ReadOnlySpan<byte> from)
    {
        var header = new SegmentHeader(BinaryPrimitives.ReadUInt64LittleEndian(from[8..]), BinaryPrimitives.ReadInt64LittleEndian(from[16..]));
        return BinaryPrimitives.ReadUInt64LittleEndian(from) == Magic && BinaryPrimitives.ReadUInt32LittleEndian(from[24..]) == header.Check
            ? header
            : null;
    }

    uint Check => BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, Salt), (ulong)First);
}
