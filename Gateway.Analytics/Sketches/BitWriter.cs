using System.Numerics;

namespace Gateway.Analytics.Sketches;

/// <summary>
/// Writes numbers from 1 on in as many bits as they need: as many zeros as the number has bits after its first, then the number
/// (Elias gamma code). A one takes one bit, and most steps and counts of a sketch are small. The last byte is filled with zeros.
/// </summary>
ref struct BitWriter(PackedWriter writer)
{
    readonly PackedWriter writer = writer;
    ulong bits;
    int filled;

    public void Number(ulong value)
    {
        var high = BitOperations.Log2(value);
        Put(0, high);
        Put(value, high + 1);
    }

    /// <summary>Writes the bits that are left.</summary>
    public void End()
    {
        if (filled > 0)
            writer.Byte((byte)(bits << (8 - filled)));
    }

    void Put(ulong value, int count)
    {
        for (; count > 0;)
        {
            var now = Math.Min(count, 8 - filled);
            count -= now;
            bits = bits << now | (value >> count & (1UL << now) - 1);
            filled += now;
            if (filled < 8)
                continue;
            writer.Byte((byte)bits);
            (bits, filled) = (0, 0);
        }
    }
}
