using Microsoft.Win32.SafeHandles;

namespace Gateway.Analytics.Spool;

/// <summary>A segment file that an earlier process wrote. Read only; nothing is ever added to it.</summary>
sealed class OldSegment : Segment, IDisposable
{
    readonly SafeFileHandle file;
    readonly string path;

    OldSegment(string path, SafeFileHandle file) => (this.path, this.file) = (path, file);

    public override bool IsOld => true;

    public override long DiskBytes => Size;

    /// <summary>Opens the file and looks at every record in it; null when no event ever went into it.</summary>
    /// <exception cref="InvalidDataException">It has no header of this version.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OldSegment? Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            Span<byte> start = stackalloc byte[SegmentHeader.Length];
            if (RandomAccess.Read(file, start, 0) < start.Length || !start.ContainsAnyExcept((byte)0))
            {
                file.Dispose();
                return null;
            }

            var header = SegmentHeader.Read(start) ?? throw new InvalidDataException($"{path} has no header of a segment.");
            var size = (int)Math.Min(RandomAccess.GetLength(file), int.MaxValue);
            var found = new OldSegment(path, file) { Size = size, Salt = header.Salt, First = header.First };
            found.Take(size & ~7, int.MaxValue, isSealed: true);
            var (end, indexes, events, damaged) = RecordWalker.Survey(found);
            var segment = new OldSegment(path, file) { Size = size, Salt = header.Salt, First = header.First, Missing = indexes - events, Damaged = damaged };
            segment.Take(end, indexes, isSealed: true);
            if (events > 0 || damaged > 0)
                return segment;
            file.Dispose();
            return null;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> into, int offset) => RandomAccess.Read(file, into, offset);

    public override void Remove(bool isQuiet)
    {
        File.Delete(path);
        file.Dispose();
    }

    public void Dispose() => file.Dispose();
}
