using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Analytics.Spool;

/// <summary>
/// How far a reader is, kept in the folder beside the segments. A hint for the reader of the database, which asks the
/// database; the truth for the others.
/// </summary>
/// <param name="Released">Everything up to this sequence is done with, for this reader.</param>
/// <param name="Committed">The highest sequence that the database is known to have taken.</param>
/// <param name="Claim">
/// The highest sequence that this folder can have brought into the database under its id; <see cref="long.MaxValue"/> once the
/// database has been asked. A database that has more was fed from another copy of the folder.
/// </param>
readonly record struct SpoolPosition(long Released, long Committed, long Claim)
{
    public const int Length = 32;

    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into, Released);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], Committed);
        BinaryPrimitives.WriteInt64LittleEndian(into[16..], Claim);
        BinaryPrimitives.WriteInt64LittleEndian(into[24..], Check);
    }

    /// <summary>Null when the bytes are no position.</summary>
    public static SpoolPosition? Read(ReadOnlySpan<byte> from)
    {
        var position = new SpoolPosition(
            BinaryPrimitives.ReadInt64LittleEndian(from), BinaryPrimitives.ReadInt64LittleEndian(from[8..]), BinaryPrimitives.ReadInt64LittleEndian(from[16..]));
        return BinaryPrimitives.ReadInt64LittleEndian(from[24..]) == position.Check ? position : null;
    }

    long Check => BitOperations.Crc32C(BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, (ulong)Released), (ulong)Committed), (ulong)Claim);
}
