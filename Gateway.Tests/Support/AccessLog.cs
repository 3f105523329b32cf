using System.IO.Compression;

namespace Gateway.Tests.Support;

/// <summary>A real access log of ten thousand requests, in the combined format.</summary>
static class AccessLog
{
    public const int Lines = 10_000;

    /// <summary>Unpacks it into a folder; answers its path.</summary>
    public static string Unpack(TestFolder folder)
    {
        using var packed = File.OpenRead(Path.Combine(House.Repository.Root, "Gateway.Tests/EndToEnd/Data/access.log.gz"));
        using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
        using var log = File.Create(folder["access.log"]);
        unpacking.CopyTo(log);
        return folder["access.log"];
    }
}
