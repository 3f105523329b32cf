using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Analytics.Spool;

/// <summary>The calls of the system that make mapped files safe to write.</summary>
static unsafe class FileMemory
{
    const int Interrupted = 4;
    const int TryAgain = 11;
    const int Invalid = 22;

    // MADV_POPULATE_WRITE, Linux 5.14: as if each page were written, but a failure is an error and no signal.
    const int PopulateWrite = 23;

    /// <summary>Gives the file its size and every block of it.</summary>
    /// <exception cref="IOException">The disk is full or refuses.</exception>
    public static void Allocate(SafeFileHandle file, long size)
    {
        int error;
        do
            error = PosixFAllocate(file, 0, size);
        while (error == Interrupted);
        if (error != 0)
            throw new IOException(new Win32Exception(error).Message, error);
    }

    /// <summary>Makes the pages present and writable.</summary>
    /// <exception cref="IOException">The file system refuses one.</exception>
    public static void Populate(byte* from, int length)
    {
        while (MAdvise(from, (nuint)length, PopulateWrite) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error is Interrupted or TryAgain)
                continue;
            if (error != Invalid)
                throw new IOException(new Win32Exception(error).Message, error);

            // A kernel before 5.14. The blocks are allocated, so this is safe unless the disk fails.
            for (var page = 0; page < length; page += Environment.SystemPageSize)
                Interlocked.Or(ref *(int*)(from + page), 0);
            return;
        }
    }

    [DllImport("libc", EntryPoint = "posix_fallocate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int PosixFAllocate(SafeFileHandle file, long offset, long length);

    [DllImport("libc", EntryPoint = "madvise", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int MAdvise(byte* address, nuint length, int advice);
}
