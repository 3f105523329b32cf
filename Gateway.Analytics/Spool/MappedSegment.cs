using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;

namespace Gateway.Analytics.Spool;

/// <summary>
/// A segment file, mapped for writing and read through the file. Its blocks are allocated and its pages made writable before
/// anybody writes: a disk that is full or fails says so there, as an error. Reading goes through the file for the same reason:
/// what has to come from the disk first may fail, and mapped memory can only tell that by a signal that ends the process.
/// </summary>
sealed unsafe class MappedSegment : OpenSegment, IDisposable
{
    readonly FileStream file;
    readonly MemoryMappedFile map;
    readonly MemoryMappedViewAccessor view;
    bool isGone;

    MappedSegment(FileStream file, MemoryMappedFile map, MemoryMappedViewAccessor view)
    {
        (this.file, this.map, this.view) = (file, map, view);
        byte* memory = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        Use(memory);
    }

    public override long DiskBytes => Size;

    /// <summary>Makes the file, whole and ready.</summary>
    /// <exception cref="IOException">The disk is full, cannot be written or fails; nothing is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    [SupportedOSPlatform("linux")]
    public static MappedSegment Create(string path, int size, ulong salt)
    {
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        MemoryMappedFile? map = null;
        MappedSegment? made = null;
        try
        {
            FileMemory.Allocate(file.SafeFileHandle, size);
            map = MemoryMappedFile.CreateFromFile(file, null, size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            made = new MappedSegment(file, map, map.CreateViewAccessor(0, size)) { Size = size, Salt = salt };
            made.Touch(0, size);
            return made;
        }
        catch
        {
            if (made is not null)
                made.Dispose();
            else
                map?.Dispose();
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>
    /// Makes the pages from the offset on writable without a fault: the system takes that back for each page it has written to
    /// the disk, and a write would then have to ask the file system again.
    /// </summary>
    /// <exception cref="IOException">The file system refuses: it is full, read-only or failing.</exception>
    public void Touch(int offset, int length)
    {
        var from = offset & ~(Environment.SystemPageSize - 1);
        FileMemory.Populate(Memory + from, Math.Min(length + offset - from, Size - from));
    }

    /// <summary>Brings what was written to the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Flush() => RandomAccess.FlushToDisk(file.SafeFileHandle);

    public override int Read(Span<byte> into, int offset) => RandomAccess.Read(file.SafeFileHandle, into, offset);

    public override void Remove(bool isQuiet)
    {
        File.Delete(file.Name);
        if (isQuiet)
            Dispose();
    }

    /// <summary>Gives memory and file back; the file stays where it is.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isGone, true))
            return;
        Release();
        view.Dispose();
        map.Dispose();
        file.Dispose();
        GC.SuppressFinalize(this);
    }

    void Release() => view.SafeMemoryMappedViewHandle.ReleasePointer();

    // For one that was removed while a writer may have been in it: once nobody holds it, the memory may go. The handles see to
    // themselves after this.
    ~MappedSegment() => Release();
}
