using System.Diagnostics;
using NUnit.Framework;

namespace Gateway.Tests.Support;

/// <summary>A small file system in memory, mounted on a folder, that really fills up and really cannot be written.</summary>
sealed class SmallDisk : IDisposable
{
    readonly string path;

    SmallDisk(string path) => this.path = path;

    public long Free => new DriveInfo(path).AvailableFreeSpace;

    /// <summary>Mounts it; the test is skipped where that is not allowed.</summary>
    public static SmallDisk Mount(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        if (!Try("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", path))
            Assert.Ignore("No tmpfs can be mounted here (not root, or not allowed to).");
        return new SmallDisk(path);
    }

    /// <summary>Fails while a file is open for writing.</summary>
    public void MakeReadOnly() => Assert.That(Try("mount", "-o", "remount,ro", path));

    public void MakeWritable() => Assert.That(Try("mount", "-o", "remount,rw", path));

    public void Dispose() => Try("umount", "-l", path);

    static bool Try(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
