using System.Collections;
using System.Net;

namespace Gateway.Analytics.Classify;

/// <summary>
/// A MaxMind DB (format 2.0) in memory: a binary tree over the bits of an address whose leaves point at records. Immutable and
/// safe for many readers; see https://maxmind.github.io/MaxMind-DB/.
/// </summary>
sealed class MmdbReader
{
    static readonly byte[] Marker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    // Sixteen zero bytes stand between the tree and the data.
    const int Separator = 16;
    const int Ipv4Depth = 96;

    readonly ReadOnlyMemory<byte> tree;
    readonly uint nodes;
    readonly int recordSize;
    readonly uint ipv4Root;

    /// <summary>Reads the metadata and checks that tree and data lie where it says.</summary>
    /// <exception cref="InvalidDataException">The bytes are no MaxMind DB, or one that is damaged or of another format.</exception>
    public MmdbReader(byte[] file)
    {
        var marker = file.AsSpan().LastIndexOf(Marker);
        if (marker < 0)
            throw new InvalidDataException("This is no MaxMind DB: it has no metadata marker.");
        if (new MmdbData(file.AsMemory(marker + Marker.Length)).Read(0) is not Dictionary<string, object> metadata)
            throw new InvalidDataException("The MaxMind DB is damaged: its metadata is no map.");
        if (Number(metadata, "binary_format_major_version") is not 2 and var version)
            throw new InvalidDataException($"The MaxMind DB has format {version}; 2 is supported.");
        IpVersion = Number(metadata, "ip_version") switch
        {
            4 => 4,
            6 => 6,
            var other => throw new InvalidDataException($"The MaxMind DB is damaged: its ip_version is {other}, neither 4 nor 6."),
        };
        recordSize = Number(metadata, "record_size") switch
        {
            24 => 24,
            28 => 28,
            32 => 32,
            var other => throw new InvalidDataException($"The MaxMind DB is damaged: its record_size is {other}, none of 24, 28 and 32."),
        };
        DatabaseType = metadata.GetValueOrDefault("database_type") as string ?? string.Empty;

        nodes = (uint)Math.Min(Number(metadata, "node_count"), uint.MaxValue);
        var treeLength = nodes * (ulong)recordSize / 4;
        if (treeLength + Separator > (ulong)marker)
            throw new InvalidDataException($"The MaxMind DB is damaged: its tree of {nodes} nodes is longer than the file.");
        tree = file.AsMemory(0, (int)treeLength);
        Data = new MmdbData(file.AsMemory((int)treeLength + Separator, marker - (int)treeLength - Separator));
        for (var depth = 0; IpVersion == 6 && depth < Ipv4Depth && ipv4Root < nodes; depth++)
            ipv4Root = Record(ipv4Root, 0);
    }

    public int IpVersion { get; }

    /// <summary>What the vendor calls it, such as <c>GeoLite2-Country</c>.</summary>
    public string DatabaseType { get; }

    /// <summary>The records.</summary>
    public MmdbData Data { get; }

    /// <summary>The offset of the address's record in <see cref="Data"/>; -1 when there is none. Allocates nothing.</summary>
    public int Find(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.IsIPv4MappedToIPv6)
        {
            bytes = bytes[12..];
            length = 4;
        }

        if (length == 16 && IpVersion == 4)
            return -1;
        var record = length == 4 ? ipv4Root : 0;
        for (var bit = 0; bit < length * 8 && record < nodes; bit++)
            record = Record(record, (bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
        return record > nodes ? Offset(record) : -1;
    }

    /// <summary>The offset of each record that the tree points at, once.</summary>
    /// <exception cref="InvalidDataException">The tree points past the data.</exception>
    public IEnumerable<int> Records()
    {
        var seen = new BitArray(Data.Length);
        for (uint node = 0; node < nodes; node++)
        {
            for (var side = 0; side < 2; side++)
            {
                var record = Record(node, side);
                if (record <= nodes || Offset(record) is var offset && seen[offset])
                    continue;
                seen[offset] = true;
                yield return offset;
            }
        }
    }

    int Offset(uint record)
    {
        var offset = (long)record - nodes - Separator;
        return offset >= 0 && offset < Data.Length
            ? (int)offset
            : throw new InvalidDataException("The MaxMind DB is damaged: its tree points past its data.");
    }

    uint Record(uint node, int side)
    {
        var bytes = tree.Span.Slice((int)((long)node * recordSize / 4), recordSize / 4);
        var at = side == 0 ? 0 : bytes.Length / 2 + (recordSize == 28 ? 1 : 0);
        var low = (uint)(bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2]);
        return recordSize switch
        {
            24 => low,

            // The byte in the middle holds the highest four bits of both.
            28 => (side == 0 ? (uint)bytes[3] >> 4 : bytes[3] & 0x0Fu) << 24 | low,
            _ => low << 8 | bytes[at + 3],
        };
    }

    static ulong Number(Dictionary<string, object> metadata, string key) => metadata.GetValueOrDefault(key) switch
    {
        uint number => number,
        ulong number => number,
        _ => throw new InvalidDataException($"The MaxMind DB is damaged: its metadata has no number {key}."),
    };
}
