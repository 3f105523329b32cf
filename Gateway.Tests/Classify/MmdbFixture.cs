using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;

namespace Gateway.Tests.Classify;

/// <summary>Makes small MaxMind DB files. A value may be a <see cref="Raw"/>: bytes written as they are.</summary>
sealed class MmdbFixture(int ipVersion = 6, int recordSize = 28)
{
    readonly List<int[]> nodes = [[Empty, Empty]];
    readonly MemoryStream data = new();

    const int Empty = -1;

    public sealed record Raw(params byte[] Bytes);

    /// <summary>Appends a value to the data section; answers its offset.</summary>
    public int Append(object value)
    {
        var offset = (int)data.Length;
        Write(data, value);
        return offset;
    }

    public MmdbFixture Add(string network, object value) => Add(network, Append(value));

    public MmdbFixture Add(string network, int offset)
    {
        var parsed = IPNetwork.Parse(network);
        var v4 = parsed.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        var padding = new byte[v4 && ipVersion == 6 ? 12 : 0];
        byte[] address = [.. padding, .. parsed.BaseAddress.GetAddressBytes()];
        var bits = parsed.PrefixLength + 8 * padding.Length;
        var node = 0;
        for (var bit = 0; bit < bits; bit++)
        {
            var side = (address[bit >> 3] >> (7 - (bit & 7))) & 1;
            if (bit == bits - 1)
            {
                nodes[node][side] = -2 - offset;
            }
            else
            {
                if (nodes[node][side] < 0)
                {
                    var wider = nodes[node][side];
                    nodes.Add([wider, wider]);
                    nodes[node][side] = nodes.Count - 1;
                }

                node = nodes[node][side];
            }
        }

        return this;
    }

    public byte[] Build(Action<Dictionary<string, object>>? change = null)
    {
        var file = new MemoryStream();
        foreach (var node in nodes)
            WriteNode(file, Record(node[0]), Record(node[1]));
        file.Write(new byte[16]);
        data.WriteTo(file);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        var metadata = new Dictionary<string, object>
        {
            ["node_count"] = (uint)nodes.Count,
            ["record_size"] = (ushort)recordSize,
            ["ip_version"] = (ushort)ipVersion,
            ["database_type"] = "Fixture",
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
        };
        change?.Invoke(metadata);
        Write(file, metadata);
        return file.ToArray();
    }

    uint Record(int entry) => entry switch
    {
        Empty => (uint)nodes.Count,
        < 0 => (uint)(nodes.Count + 16 + (-2 - entry)),
        _ => (uint)entry,
    };

    void WriteNode(Stream file, uint left, uint right)
    {
        Span<byte> l = stackalloc byte[4], r = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(l, left);
        BinaryPrimitives.WriteUInt32BigEndian(r, right);
        file.Write(recordSize == 32 ? l : l[1..]);
        if (recordSize == 28)
            file.WriteByte((byte)(l[0] << 4 | r[0]));
        file.Write(recordSize == 32 ? r : r[1..]);
    }

    static void Write(Stream stream, object value)
    {
        switch (value)
        {
            case Raw raw: stream.Write(raw.Bytes); break;
            case string text: WriteBytes(stream, 2, Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: WriteBytes(stream, 4, bytes); break;
            case ushort number: WriteNumber(stream, 5, number); break;
            case uint number: WriteNumber(stream, 6, number); break;
            case int number: WriteNumber(stream, 8, (uint)number); break;
            case ulong number: WriteNumber(stream, 9, number); break;
            case UInt128 number: WriteNumber(stream, 10, number); break;
            case bool flag: WriteHead(stream, 14, flag ? 1 : 0); break;
            case double number:
                WriteBytes(stream, 3, BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToInt64Bits(number))));
                break;
            case float number:
                WriteBytes(stream, 15, BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(BitConverter.SingleToInt32Bits(number))));
                break;
            case Dictionary<string, object> map:
                WriteHead(stream, 7, map.Count);
                foreach (var (key, item) in map)
                {
                    Write(stream, key);
                    Write(stream, item);
                }

                break;
            case object[] list:
                WriteHead(stream, 11, list.Length);
                foreach (var item in list)
                    Write(stream, item);
                break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    static void WriteNumber(Stream stream, int type, UInt128 number)
    {
        var bytes = ((BigInteger)number).ToByteArray(isUnsigned: true, isBigEndian: true);
        WriteBytes(stream, type, number == 0 ? [] : bytes);
    }

    static void WriteBytes(Stream stream, int type, byte[] bytes)
    {
        WriteHead(stream, type, bytes.Length);
        stream.Write(bytes);
    }

    static void WriteHead(Stream stream, int type, int size)
    {
        var (code, extra) = size switch
        {
            < 29 => (size, (byte[])[]),
            < 285 => (29, [(byte)(size - 29)]),
            < 65_821 => (30, [(byte)((size - 285) >> 8), (byte)(size - 285)]),
            _ => (31, [(byte)((size - 65_821) >> 16), (byte)((size - 65_821) >> 8), (byte)(size - 65_821)]),
        };
        stream.WriteByte((byte)((type > 7 ? 0 : type) << 5 | code));
        if (type > 7)
            stream.WriteByte((byte)(type - 7));
        stream.Write(extra);
    }
}
