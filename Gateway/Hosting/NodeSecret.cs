using System.Security.Cryptography;
using System.Text;

namespace Gateway.Hosting;

/// <summary>
/// 32 random bytes from which the keys of the product are derived. Nodes of one database hold the same; the fingerprint in the
/// database lets one with another secret be refused.
/// </summary>
sealed partial class NodeSecret
{
    const int Length = 32;

    readonly byte[] value;

    NodeSecret(byte[] value) => this.value = value;

    /// <summary>16 hex digits that tell two secrets apart and say nothing about either.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(SHA256.HashData(HMACSHA256.HashData(value, "gateway:fingerprint"u8)))[..16];

    /// <summary>Reads the secret from a file, made with mode 0600 when it is absent.</summary>
    /// <exception cref="StartRefusedException">The file cannot be read or holds no secret.</exception>
    public static NodeSecret Load(string file, ILogger logger)
    {
        try
        {
            if (!File.Exists(file))
            {
                if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
                    Directory.CreateDirectory(folder);
                SafeFile.Write(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n");
                Log.Made(logger, file);
            }

            const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
            if ((File.GetUnixFileMode(file) & others) != 0)
                Log.ReadableByOthers(logger, file);
            return Parse(File.ReadAllText(file), file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The secret {file} cannot be read: {refused.Message}", refused);
        }
    }

    /// <summary>Takes the secret from its text, the base64 of 32 bytes.</summary>
    /// <param name="text">What was configured.</param>
    /// <param name="source">The file or key it came from, for the error.</param>
    /// <exception cref="StartRefusedException">It is not the base64 of 32 bytes.</exception>
    public static NodeSecret Parse(string text, string source)
    {
        var bytes = new byte[Length + 3];
        var length = Convert.TryFromBase64String(text.Trim(), bytes, out var written) ? written : 0;
        return length == Length
            ? new NodeSecret(bytes[..Length])
            : throw new StartRefusedException(
                $"{source} does not hold a secret: the base64 of {Length} bytes is expected, as made by `openssl rand -base64 {Length}`.");
    }

    /// <summary>A key of 32 bytes for one purpose; keys of different purposes tell nothing about each other.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, value, Length, salt: null, info: Encoding.UTF8.GetBytes("gateway:" + purpose));

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Made a new secret in {File}; keep a copy, the other nodes need the same one")]
        public static partial void Made(ILogger logger, string file);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The secret {File} can be read by every user of this machine; set its mode to 0600")]
        public static partial void ReadableByOthers(ILogger logger, string file);
    }
}
