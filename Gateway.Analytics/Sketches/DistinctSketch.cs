using System.Numerics;

namespace Gateway.Analytics.Sketches;

/// <summary>
/// How many different things there were. Up to 256 it is the set of their hashes, so the count is exact; past that it is a
/// HyperLogLog of 2^14 registers (Flajolet, Fusy, Gandouet, Meunier, 2007) with a standard error of 0.8 %.
/// A hash has 40 bits: among 256, two are equal once in 30 million sketches. 256 of them are 1.3 KB, and the registers of as many
/// things take a third of that: a larger limit costs more than it tells. A smaller one would let a handful of things that share
/// a register show: 3 of 129 are more than 2 %.
/// What it holds depends on the things alone: merging gives what one sketch of all things would be, in any order, to the byte.
/// <code>
/// bytes   1 (version), 0 (set),     then the hashes upwards, 5 bytes each, the lowest byte first
///         1 (version), 1 (sparse),  then for each register in use, upwards: the step from the one before and the value, as <see cref="BitWriter"/> does
///         1 (version), 2 (dense),   then all registers, 6 bits each, where that is shorter than sparse
/// </code>
/// A sketch of nothing is stored as null.
/// </summary>
public sealed class DistinctSketch
{
    /// <summary>How many are counted exactly.</summary>
    public const int ExactLimit = 256;

    const byte Version = 1;
    const byte Set = 0;
    const byte Sparse = 1;
    const byte Dense = 2;
    const int DenseBytes = CardinalityEstimate.Registers * 6 / 8;

    /// <summary>Hashes in ascending order; null once there are registers.</summary>
    ulong[]? hashes = [];
    int count;
    byte[]? registers;

    public bool IsEmpty => registers is null && count == 0;

    /// <summary>Whether the count is exact.</summary>
    public bool IsExact => registers is null;

    /// <summary>Adds a thing by its 64-bit id. Ids need not be spread evenly: they are mixed here.</summary>
    public void Add(long id) => AddHash(Mix((ulong)id));

    /// <summary>How many different things are in it.</summary>
    public double Count => registers is null ? count : CardinalityEstimate.Of(registers);

    /// <summary>Makes this the sketch of both.</summary>
    public void Merge(DistinctSketch other)
    {
        if (other.registers is { } others)
        {
            Raise(others);
            return;
        }

        foreach (var hash in other.hashes.AsSpan(0, other.count))
            AddHash(hash);
    }

    /// <summary>Makes this the sketch of both, without an object for the other.</summary>
    /// <exception cref="CorruptSketchException">The bytes are no sketch. This one is then not to be used either.</exception>
    public void Merge(ReadOnlySpan<byte> encoded)
    {
        var reader = new PackedReader(encoded);
        if (reader.Byte() is var version and not Version)
            throw new CorruptSketchException($"A distinct sketch of version {version}; this program knows {Version}.");
        switch (reader.Byte())
        {
            case Set:
                MergeSet(ref reader);
                break;
            case Sparse:
                MergeSparse(ref reader);
                break;
            case Dense:
                MergeDense(ref reader);
                break;
            case var form:
                throw new CorruptSketchException($"A distinct sketch of the unknown form {form}.");
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="CorruptSketchException">The bytes are no sketch.</exception>
    public static DistinctSketch Parse(ReadOnlySpan<byte> encoded)
    {
        var sketch = new DistinctSketch();
        sketch.Merge(encoded);
        return sketch;
    }

    /// <summary>Its bytes, or null when it is empty.</summary>
    public byte[]? ToBytes()
    {
        if (IsEmpty)
            return null;
        var writer = new PackedWriter();
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>Writes it; nothing at all when it is empty.</summary>
    public void Write(PackedWriter writer)
    {
        if (IsEmpty)
            return;
        writer.Byte(Version);
        if (registers is null)
        {
            writer.Byte(Set);
            foreach (var hash in hashes.AsSpan(0, count))
                writer.Fixed40(hash);
            return;
        }

        if (SparseBytes(registers) < DenseBytes)
            WriteSparse(writer, registers);
        else
            WriteDense(writer, registers);
    }

    internal void AddHash(ulong hash)
    {
        if (registers is not null)
        {
            Register(hash);
            return;
        }

        var place = hashes.AsSpan(0, count).BinarySearch(hash);
        if (place >= 0)
            return;
        if (count == ExactLimit)
        {
            Spill();
            Register(hash);
            return;
        }

        place = ~place;
        if (count == hashes!.Length)
            Array.Resize(ref hashes, Math.Max(4, count * 2));
        hashes.AsSpan(place, count - place).CopyTo(hashes.AsSpan(place + 1));
        hashes[place] = hash;
        count++;
    }

    /// <summary>The upper bits of the finalizer of MurmurHash3 (Appleby).</summary>
    static ulong Mix(ulong id)
    {
        id = (id ^ id >> 33) * 0xff51afd7ed558ccd;
        id = (id ^ id >> 33) * 0xc4ceb9fe1a85ec53;
        return (id ^ id >> 33) >> (64 - CardinalityEstimate.HashBits);
    }

    void Register(ulong hash)
    {
        const int rest = CardinalityEstimate.HashBits - CardinalityEstimate.Precision;
        var index = (int)(hash >> rest);
        var rank = (byte)(rest - BitOperations.Log2((hash & (1UL << rest) - 1) << 1 | 1) + 1);
        if (rank > registers![index])
            registers[index] = rank;
    }

    void Spill()
    {
        registers = new byte[CardinalityEstimate.Registers];
        foreach (var hash in hashes.AsSpan(0, count))
            Register(hash);
        (hashes, count) = (null, 0);
    }

    void Raise(ReadOnlySpan<byte> others)
    {
        if (registers is null)
            Spill();
        for (var index = 0; index < others.Length; index++)
            registers![index] = Math.Max(registers[index], others[index]);
    }

    void MergeSet(ref PackedReader reader)
    {
        if (reader.Left is 0 or > ExactLimit * 5 || reader.Left % 5 != 0)
            throw new CorruptSketchException($"A distinct sketch with {reader.Left} bytes of hashes.");
        for (var (before, any) = (0UL, false); !reader.AtEnd; any = true)
        {
            var hash = reader.Fixed40();
            if (any && hash <= before)
                throw new CorruptSketchException("A distinct sketch whose hashes do not ascend.");
            AddHash(hash);
            before = hash;
        }
    }

    void MergeSparse(ref PackedReader reader)
    {
        if (registers is null)
            Spill();
        var bits = new BitReader(reader.Bytes(reader.Left));
        var index = -1;
        while (bits.TryNumber(out var step))
        {
            if (step > (ulong)(CardinalityEstimate.Registers - 1 - index) || !bits.TryNumber(out var rank) || rank > CardinalityEstimate.HighestRank)
                throw new CorruptSketchException("A distinct sketch with a register or a value that is too large.");
            index += (int)step;
            registers![index] = Math.Max(registers[index], (byte)rank);
        }

        if (index < 0)
            throw new CorruptSketchException("A distinct sketch of nothing.");
    }

    void MergeDense(ref PackedReader reader)
    {
        if (reader.Left != DenseBytes)
            throw new CorruptSketchException($"A dense distinct sketch of {reader.Left} bytes.");
        if (registers is null)
            Spill();
        for (var index = 0; index < CardinalityEstimate.Registers; index += 4)
        {
            var three = reader.Bytes(3);
            var four = three[0] | three[1] << 8 | three[2] << 16;
            for (var each = 0; each < 4; each++)
            {
                var rank = (byte)(four >> (6 * each) & 63);
                if (rank > CardinalityEstimate.HighestRank)
                    throw new CorruptSketchException($"A distinct sketch with a register of {rank}.");
                registers![index + each] = Math.Max(registers[index + each], rank);
            }
        }
    }

    /// <summary>How long the sparse form is, in bytes.</summary>
    static int SparseBytes(ReadOnlySpan<byte> registers)
    {
        var (bits, before) = (0, -1);
        for (var index = 0; index < registers.Length; index++)
        {
            if (registers[index] == 0)
                continue;
            bits += 2 + 2 * BitOperations.Log2((uint)(index - before)) + 2 * BitOperations.Log2(registers[index]);
            before = index;
        }

        return (bits + 7) / 8;
    }

    static void WriteSparse(PackedWriter writer, ReadOnlySpan<byte> registers)
    {
        writer.Byte(Sparse);
        var bits = new BitWriter(writer);
        var before = -1;
        for (var index = 0; index < registers.Length; index++)
        {
            if (registers[index] == 0)
                continue;
            bits.Number((ulong)(index - before));
            bits.Number(registers[index]);
            before = index;
        }

        bits.End();
    }

    static void WriteDense(PackedWriter writer, ReadOnlySpan<byte> registers)
    {
        writer.Byte(Dense);
        for (var index = 0; index < registers.Length; index += 4)
        {
            var four = registers[index] | registers[index + 1] << 6 | registers[index + 2] << 12 | registers[index + 3] << 18;
            writer.Byte((byte)four);
            writer.Byte((byte)(four >> 8));
            writer.Byte((byte)(four >> 16));
        }
    }
}
