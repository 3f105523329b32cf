using System.Buffers.Binary;

namespace Gateway.Analytics.Spool;

/// <summary>What came of a step from record to record.</summary>
enum Step
{
    /// <summary>There is one.</summary>
    Record,

    /// <summary>A place has been taken and its record is not published yet.</summary>
    Waiting,

    /// <summary>No more, for now or for good.</summary>
    End,
}

/// <summary>
/// Goes from record to record through a segment, reading it in large pieces. Over what is no record, such as the place of a
/// process that died before it published, or damage, it goes in steps of 8 bytes to the next one. One thread at a time.
/// </summary>
sealed class RecordWalker
{
    // The longest record and some more.
    readonly byte[] piece = new byte[256 * 1024];
    Segment segment = null!;
    Extent extent;
    int pieceAt;
    int pieceLength;
    int bodyAt;
    int bodyLength;

    /// <summary>Offset after the record, or where the next one is looked for.</summary>
    public int Offset { get; private set; }

    /// <summary>Index of the record.</summary>
    public int Index { get; private set; }

    /// <summary>The encoded event; good until the next step.</summary>
    public ReadOnlySpan<byte> Body => piece.AsSpan(bodyAt - pieceAt, bodyLength);

    /// <summary>Places with something in them that was no record.</summary>
    public int Damaged { get; private set; }

    /// <summary>Begins at an offset where a record ends or begins, after the given index.</summary>
    public void Start(Segment segment, int offset, int index)
    {
        (this.segment, Offset, Index, Damaged) = (segment, offset, index, 0);
        (pieceAt, pieceLength) = (offset, 0);
        extent = segment.Taken;
    }

    /// <summary>Goes to the next record.</summary>
    /// <exception cref="IOException">The disk could not give it.</exception>
    public Step MoveNext()
    {
        if (Offset + SpoolRecord.HeaderLength > extent.End)
            return Step.End;
        if (TryParse(Offset))
            return Step.Record;

        // Perhaps it was read before it was published; and what came before its mark must not be older than the mark.
        if (!segment.IsOld)
        {
            Interlocked.MemoryBarrier();
            pieceLength = 0;
            if (TryParse(Offset))
                return Step.Record;
        }

        if (MarkAt(Offset) != 0)
            Damaged++;
        else if (!segment.IsOld)
            return Step.Waiting;
        for (var offset = Offset + 8; offset + SpoolRecord.HeaderLength <= extent.End; offset += 8)
        {
            if (TryParse(offset))
                return Step.Record;
        }

        if (!extent.IsSealed)
            return Step.Waiting;
        Offset = extent.End;
        return Step.End;
    }

    /// <summary>Goes through a whole segment and says what is in it: where the last record ends, indexes, events, damaged places.</summary>
    public static (int End, int Indexes, int Events, int Damaged) Survey(Segment segment)
    {
        var walker = new RecordWalker();
        walker.Start(segment, SegmentHeader.Length, -1);
        var (end, events) = (SegmentHeader.Length, 0);
        while (walker.MoveNext() == Step.Record)
            (end, events) = (walker.Offset, events + 1);
        return (end, walker.Index + 1, events, walker.Damaged);
    }

    bool TryParse(int offset)
    {
        var mark = MarkAt(offset);
        if ((uint)mark != SpoolRecord.Magic)
            return false;
        var length = (int)(mark >> 32);
        if (length is < 0 or > EventCodec.LengthMaximum || offset + SpoolRecord.Room(length) > extent.End || !Has(offset, SpoolRecord.Room(length)))
            return false;
        var bytes = piece.AsSpan(offset - pieceAt);
        var check = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        var index = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        var body = bytes.Slice(SpoolRecord.HeaderLength, length);
        if (index <= Index || check != SpoolRecord.Check(SpoolRecord.BodyCheck(body), segment.Salt, mark, index))
            return false;
        (Index, Offset, bodyAt, bodyLength) = (index, offset + SpoolRecord.Room(length), offset + SpoolRecord.HeaderLength, length);
        return true;
    }

    ulong MarkAt(int offset) =>
        Has(offset, SpoolRecord.HeaderLength) ? BinaryPrimitives.ReadUInt64LittleEndian(piece.AsSpan(offset - pieceAt)) : 0;

    // Sees to it that the bytes are in the piece.
    bool Has(int offset, int length)
    {
        if (offset >= pieceAt && offset + length <= pieceAt + pieceLength)
            return true;
        (pieceAt, pieceLength) = (offset, 0);
        var wanted = Math.Min(piece.Length, extent.End - offset);
        while (pieceLength < wanted)
        {
            var read = segment.Read(piece.AsSpan(pieceLength, wanted - pieceLength), offset + pieceLength);
            if (read == 0)
                break;
            pieceLength += read;
        }

        return length <= pieceLength;
    }
}
