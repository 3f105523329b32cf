using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Analytics.Sketches;

/// <summary>
/// Writes numbers in as few bytes as they need. A buffer that grows and is used again.
/// </summary>
public sealed class PackedWriter
{
    /// <summary>The nibble that says: more follows.</summary>
    internal const int Escape = 15;

    byte[] bytes = new byte[256];
    int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public int Length => length;

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => length = 0;

    public void Byte(byte value)
    {
        if (length == bytes.Length)
            Grow(1);
        bytes[length++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        if (bytes.Length - length < value.Length)
            Grow(value.Length);
        value.CopyTo(bytes.AsSpan(length));
        length += value.Length;
    }

    /// <summary>Seven bits a byte, the lowest first; the high bit says that more follow (LEB128).</summary>
    public void Number(ulong value)
    {
        if (bytes.Length - length < 10)
            Grow(10);
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
    }

    /// <summary>A number that may be negative: the sign is the lowest bit, so small ones stay short (zigzag).</summary>
    public void Signed(long value) => Number((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>
    /// Two numbers in one byte where both are below 15, as most steps and counts of a sketch are; a nibble of 15 says that the
    /// rest follows as a number.
    /// </summary>
    public void Pair(ulong first, ulong second)
    {
        var (high, low) = (Math.Min(first, Escape), Math.Min(second, Escape));
        Byte((byte)(high << 4 | low));
        if (high == Escape)
            Number(first - Escape);
        if (low == Escape)
            Number(second - Escape);
    }

    /// <summary>The lower 40 bits in five bytes, the lowest first.</summary>
    public void Fixed40(ulong value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
        Bytes(eight[..5]);
    }

    void Grow(int more) => Array.Resize(ref bytes, (int)BitOperations.RoundUpToPowerOf2((uint)(length + more)));
}
