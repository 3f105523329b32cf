using System.Buffers.Binary;

namespace Gateway.Analytics.Sketches;

/// <summary>Reads what <see cref="PackedWriter"/> wrote. Never reads past its end, and says so when it would.</summary>
public ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    int at;

    public readonly bool AtEnd => at == bytes.Length;

    public readonly int Left => bytes.Length - at;

    /// <exception cref="CorruptSketchException">The bytes end here.</exception>
    public byte Byte() => at < bytes.Length ? bytes[at++] : throw CutShort();

    /// <exception cref="CorruptSketchException">The bytes end before.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)Left)
            throw CutShort();
        at += count;
        return bytes.Slice(at - count, count);
    }

    /// <exception cref="CorruptSketchException">The bytes end within it, or it has more than 64 bits.</exception>
    public ulong Number()
    {
        if (at < bytes.Length && bytes[at] < 0x80)
            return bytes[at++];
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new CorruptSketchException("A number has more than 64 bits.");
    }

    /// <summary>A number that counts something, at most <paramref name="most"/>.</summary>
    /// <exception cref="CorruptSketchException">It is larger.</exception>
    public int Count(int most)
    {
        var number = Number();
        return number <= (ulong)most ? (int)number : throw new CorruptSketchException($"{number} where at most {most} can be.");
    }

    public long Signed()
    {
        var number = Number();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    public void Pair(out ulong first, out ulong second)
    {
        var both = Byte();
        first = (ulong)(both >> 4);
        second = (ulong)(both & 15);
        if (first == PackedWriter.Escape)
            first = Beyond(Number());
        if (second == PackedWriter.Escape)
            second = Beyond(Number());
    }

    /// <summary>Five bytes, the lowest first.</summary>
    public ulong Fixed40()
    {
        var five = Bytes(5);
        return BinaryPrimitives.ReadUInt32LittleEndian(five) | (ulong)five[4] << 32;
    }

    static ulong Beyond(ulong rest) => rest <= ulong.MaxValue - PackedWriter.Escape
        ? rest + PackedWriter.Escape
        : throw new CorruptSketchException("A number has more than 64 bits.");

    static CorruptSketchException CutShort() => new("The bytes end too early.");
}
