using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Gateway.Analytics.Spool;

/// <summary>Writes the parts of an encoded event one after the other; past the end it only remembers that there was no room.</summary>
ref struct EncodedRoom(Span<byte> bytes)
{
    // A byte count and one bit for UTF-16 in 16 bits.
    const int TextMaximum = short.MaxValue;

    readonly Span<byte> bytes = bytes;

    public int At { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>A varint; the caller has seen to the room.</summary>
    public void Number(long value)
    {
        var left = (ulong)((value << 1) ^ (value >> 63));
        while (left >= 0x80)
        {
            bytes[At++] = (byte)(left | 0x80);
            left >>= 7;
        }

        bytes[At++] = (byte)left;
    }

    /// <summary>Eight bytes; the caller has seen to the room.</summary>
    public void Word(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[At..], value);
        At += sizeof(ulong);
    }

    /// <summary>A text, or nothing for null.</summary>
    public void Text(string? text)
    {
        if (text is null || Begin() is not { Length: > 0 } into)
            return;
        switch (Utf8.FromUtf16(text, into, out _, out var written, replaceInvalidSequences: false))
        {
            case System.Buffers.OperationStatus.Done:
                End(written, isUtf16: false);
                break;
            case System.Buffers.OperationStatus.InvalidData when MemoryMarshal.AsBytes(text.AsSpan()).TryCopyTo(into):
                End(text.Length * sizeof(char), isUtf16: true);
                break;
            default:
                IsOver = true;
                break;
        }
    }

    /// <summary>Several texts as one, or nothing for null.</summary>
    public void Texts(string[]? texts)
    {
        if (texts is null)
            return;
        var start = At;
        At += sizeof(ushort);
        foreach (var text in texts)
            Text(text);
        if (IsOver || At > bytes.Length)
        {
            IsOver = true;
            return;
        }

        var length = At - start - sizeof(ushort);
        At = start;
        End(length, isUtf16: false);
    }

    // The room after the byte count; one byte more than nothing, so that an empty text has a place too.
    Span<byte> Begin()
    {
        if (!IsOver && At + sizeof(ushort) < bytes.Length)
            return bytes[(At + sizeof(ushort))..];
        IsOver = true;
        return default;
    }

    void End(int length, bool isUtf16)
    {
        if (length > TextMaximum)
        {
            IsOver = true;
            return;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(bytes[At..], (ushort)((length << 1) | (isUtf16 ? 1 : 0)));
        At += sizeof(ushort) + length;
    }
}
