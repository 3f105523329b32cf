using System.Numerics;

namespace Gateway.Analytics.Sketches;

/// <summary>Reads what <see cref="BitWriter"/> wrote.</summary>
ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    ulong bits;
    int held;
    int at;

    /// <summary>False at the end, where only the zeros are left that fill the last byte.</summary>
    /// <exception cref="CorruptSketchException">The bytes end within a number, or it has more than 63 bits.</exception>
    public bool TryNumber(out ulong value)
    {
        value = 0;
        Fill();
        var high = 0;
        while (bits == 0)
        {
            if (at == bytes.Length)
                return high == 0 && held < 8 ? false : throw CutShort();
            high += held;
            held = 0;
            Fill();
        }

        var zeros = BitOperations.LeadingZeroCount(bits);
        high += zeros;
        Drop(zeros);
        if (high > 62)
            throw new CorruptSketchException("A number has more than 63 bits.");
        for (var left = high + 1; left > 0;)
        {
            Fill();
            var now = Math.Min(left, held);
            if (now == 0)
                throw CutShort();
            value = value << now | bits >> (64 - now);
            Drop(now);
            left -= now;
        }

        return true;
    }

    /// <summary>Up to 64 bits, the next one highest.</summary>
    void Fill()
    {
        while (held <= 56 && at < bytes.Length)
        {
            bits |= (ulong)bytes[at++] << (56 - held);
            held += 8;
        }
    }

    void Drop(int count)
    {
        bits = count < 64 ? bits << count : 0;
        held -= count;
    }

    static CorruptSketchException CutShort() => new("The bytes end too early.");
}
