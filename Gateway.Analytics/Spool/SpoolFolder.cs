using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Spool;

/// <summary>
/// The spool's folder: <c>id</c> (who it is), <c>0000000001.segment</c> and so on (events), <c>database.position</c> (how far
/// the writer is) and one such file for each sink. Made with mode 0700 when missing; removing it makes a new spool.
/// </summary>
[SupportedOSPlatform("linux")]
sealed partial class SpoolFolder(string path, ILogger log) : ISpoolDisk
{
    const string Suffix = ".segment";
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    long last;

    string IdentityFile => Path.Combine(path, "id");

    public IReadOnlyList<OldSegment> Open()
    {
        var segments = new List<OldSegment>();
        try
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            foreach (var file in Directory.GetFiles(path, "*" + Suffix).Order(StringComparer.Ordinal))
            {
                if (long.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var number))
                    last = Math.Max(last, number);
                if (TryOpen(file) is { } segment)
                    segments.Add(segment);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Not usable now; the spool begins in memory and tries again.
            Log.NotOpened(log, path, refused.Message);
        }

        segments.Sort((one, other) => one.First.CompareTo(other.First));
        return segments;
    }

    public MappedSegment Create(int size)
    {
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        last++;
        var name = last.ToString("D10", CultureInfo.InvariantCulture) + Suffix;
        return MappedSegment.Create(Path.Combine(path, name), size, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
    }

    public SpoolIdentity? Identity() =>
        Try(() => File.Exists(IdentityFile) ? File.ReadAllText(IdentityFile).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : null) is [var id, var floor]
        && Guid.TryParse(id, out var guid) && long.TryParse(floor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new SpoolIdentity(guid, number)
            : null;

    public void Save(SpoolIdentity identity)
    {
        var draft = IdentityFile + ".new";
        File.Delete(draft);
        using (var file = File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write))
        {
            File.SetUnixFileMode(file, OwnerOnly);
            RandomAccess.Write(file, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{identity.Id:D} {identity.Floor}\n")), 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(draft, IdentityFile, overwrite: true);
    }

    public SpoolPosition? Position(string reader) =>
        Try(() => File.Exists(PositionFile(reader)) ? File.ReadAllBytes(PositionFile(reader)) : null) is { Length: SpoolPosition.Length } bytes ? SpoolPosition.Read(bytes) : null;

    public void Save(string reader, SpoolPosition position)
    {
        Span<byte> bytes = stackalloc byte[SpoolPosition.Length];
        position.Write(bytes);
        using var file = File.OpenHandle(PositionFile(reader), FileMode.OpenOrCreate, FileAccess.Write);
        RandomAccess.Write(file, bytes, 0);
    }

    string PositionFile(string reader) => Path.Combine(path, reader + ".position");

    OldSegment? TryOpen(string file)
    {
        try
        {
            var segment = OldSegment.Open(file);
            if (segment is null)
                File.Delete(file);
            return segment;
        }
        catch (InvalidDataException unreadable)
        {
            Log.Unreadable(log, unreadable.Message);
            File.Move(file, Path.ChangeExtension(file, ".unreadable"), overwrite: true);
            return null;
        }
        catch (IOException failing)
        {
            Log.Unreadable(log, failing.Message);
            return null;
        }
    }

    static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The spool folder {Path} cannot be used: {Error}")]
        public static partial void NotOpened(ILogger log, string path, string error);

        [LoggerMessage(LogLevel.Error, "A segment of the spool cannot be read and is left out: {Error}")]
        public static partial void Unreadable(ILogger log, string error);
    }
}
