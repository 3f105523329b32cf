using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.Analytics.Spool;

/// <summary>
/// One record in a segment, 8-byte aligned, little-endian:
/// <code>
/// 0  mark    magic (4), length of the body (4): written last, with release order; zero means "not published"
/// 8  check   CRC-32C over body, salt of the segment, mark and index (4); index in the segment (4)
/// 16 body    zeros up to the next multiple of 8
/// </code>
/// The salt is random per segment: bytes of a body, which a client can choose in part, cannot pass for a record, nor can what
/// an earlier use of the disk left behind.
/// </summary>
static class SpoolRecord
{
    public const int HeaderLength = 16;

    public const uint Magic = 0x3156_4547;

    /// <summary>What a record takes in its segment.</summary>
    public static int Room(int body) => (HeaderLength + body + 7) & ~7;

    public static ulong Mark(int body) => ((ulong)body << 32) | Magic;

    /// <summary>The part of the check that is known before there is a place.</summary>
    public static uint BodyCheck(ReadOnlySpan<byte> body)
    {
        var check = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(body);
        foreach (var word in words)
            check = BitOperations.Crc32C(check, word);
        foreach (var last in body[(words.Length * sizeof(ulong))..])
            check = BitOperations.Crc32C(check, last);
        return check;
    }

    public static uint Check(uint bodyCheck, ulong salt, ulong mark, int index) =>
        BitOperations.Crc32C(BitOperations.Crc32C(BitOperations.Crc32C(bodyCheck, salt), mark), (uint)index);
}
