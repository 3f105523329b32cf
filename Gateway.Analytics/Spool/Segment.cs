namespace Gateway.Analytics.Spool;

/// <summary>
/// A run of records with consecutive sequences. The cursor says how far it is taken, in one word, so that a place and its
/// number are had in one step: sealed (1 bit), index (31 bits), end in units of 8 bytes (32 bits).
/// </summary>
abstract class Segment
{
    const long OneIndex = 1L << 32;

    long cursor;
    volatile Segment? next;

    /// <summary>Room for records and header, bytes.</summary>
    public required int Size { get; init; }

    public required ulong Salt { get; init; }

    /// <summary>Sequence of index 0.</summary>
    public long First { get; protected set; }

    /// <summary>The segment after this one; null for the last.</summary>
    public Segment? Next
    {
        get => next;
        set => next = value;
    }

    /// <summary>Indexes that were taken and hold no event: found so when the segment was opened again.</summary>
    public int Missing { get; protected init; }

    /// <summary>Events of an earlier process that could be seen but not read.</summary>
    public int Damaged { get; protected init; }

    /// <summary>Whether a record that is not published will never be: its process is gone.</summary>
    public abstract bool IsOld { get; }

    /// <summary>What it takes on the disk, bytes.</summary>
    public abstract long DiskBytes { get; }

    /// <summary>How far it is taken, at one moment.</summary>
    public Extent Taken
    {
        get
        {
            var now = Volatile.Read(ref cursor);
            return new Extent((int)(now & 0xFFFF_FFFF) * 8, (int)((now & long.MaxValue) >> 32), now < 0);
        }
    }

    /// <summary>Takes a place; false when there is none left.</summary>
    public bool TryReserve(int room, int indexLimit, out int offset, out int index)
    {
        var seen = Volatile.Read(ref cursor);
        while (true)
        {
            offset = (int)(seen & 0xFFFF_FFFF) * 8;
            index = (int)(seen >> 32);
            if (seen < 0 || offset + room > Size || index >= indexLimit)
                return false;
            var found = Interlocked.CompareExchange(ref cursor, seen + OneIndex + (room / 8), seen);
            if (found == seen)
                return true;
            seen = found;
        }
    }

    /// <summary>No more places from here on; answers how far it was taken.</summary>
    public Extent Seal()
    {
        Interlocked.Or(ref cursor, long.MinValue);
        return Taken;
    }

    /// <summary>Copies bytes out; answers how many.</summary>
    /// <exception cref="IOException">The disk could not give them.</exception>
    /// <exception cref="ObjectDisposedException">The segment has been given up.</exception>
    public abstract int Read(Span<byte> into, int offset);

    /// <summary>Removes it from the disk. Nobody writes to it any more.</summary>
    /// <param name="isQuiet">False when a writer may still be in it: then its memory goes with the last reference.</param>
    public abstract void Remove(bool isQuiet);

    protected void Take(int bytes, int indexes, bool isSealed) =>
        Volatile.Write(ref cursor, ((long)indexes << 32) | (uint)(bytes / 8) | (isSealed ? long.MinValue : 0));
}

/// <summary>How far a segment is taken.</summary>
/// <param name="End">Offset after the last record, bytes.</param>
/// <param name="Indexes">How many indexes were given out.</param>
readonly record struct Extent(int End, int Indexes, bool IsSealed);
