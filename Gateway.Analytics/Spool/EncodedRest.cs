using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Analytics.Spool;

/// <summary>Reads what <see cref="EncodedRoom"/> wrote, part by part.</summary>
ref struct EncodedRest(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;

    public int At { get; set; }

    readonly bool IsEmpty => At >= bytes.Length;

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[At++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    public ulong Word()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(bytes[At..]);
        At += sizeof(ulong);
        return value;
    }

    /// <summary>A text with its byte count: the same bytes are the same text.</summary>
    public ReadOnlySpan<byte> Text()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[At..]) >> 1;
        var text = bytes.Slice(At, sizeof(ushort) + length);
        At += text.Length;
        return text;
    }

    /// <summary>The string of a text with its byte count.</summary>
    public static string Decode(ReadOnlySpan<byte> text)
    {
        var isUtf16 = (BinaryPrimitives.ReadUInt16LittleEndian(text) & 1) == 1;
        var bytes = text[sizeof(ushort)..];
        return isUtf16 ? new string(MemoryMarshal.Cast<byte, char>(bytes)) : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The strings of several texts that were written as one.</summary>
    public static string[] DecodeAll(ReadOnlySpan<byte> texts)
    {
        var rest = new EncodedRest(texts) { At = sizeof(ushort) };
        var all = new List<string>();
        while (!rest.IsEmpty)
            all.Add(Decode(rest.Text()));
        return [.. all];
    }
}
