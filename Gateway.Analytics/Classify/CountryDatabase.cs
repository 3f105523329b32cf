using System.Net;
using Microsoft.Extensions.Logging;

namespace Gateway.Analytics.Classify;

/// <summary>
/// The country of an address, from the file that the operator names. The file is held in memory, not mapped: an operator who
/// overwrites it in place would take the pages away under a reader.
/// </summary>
public sealed partial class CountryDatabase
{
    const long MaxFileSize = 512L << 20;

    readonly ILogger<CountryDatabase> log;
    readonly Lock reloading = new();
    (DateTime Written, long Size) stamp;
    string? error;
    volatile MmdbReader? reader;

    /// <summary>Reads the file, if one is named.</summary>
    public CountryDatabase(GeoOptions options, ILogger<CountryDatabase> log)
    {
        this.log = log;
        Path = string.IsNullOrWhiteSpace(options.Country) ? null : options.Country;
        Reload();
    }

    /// <summary>The file; null when none is named, and then each country is unknown.</summary>
    public string? Path { get; }

    /// <summary>Whether a file is in use.</summary>
    public bool Loaded => reader is not null;

    /// <summary>The country of the address; unknown when the file has none for it. Allocates nothing and never throws.</summary>
    public CountryCode Find(IPAddress address) =>
        reader is { } current && current.Find(address) is >= 0 and var record ? CountryOf(current.Data, record) : default;

    /// <summary>
    /// Reads the file again if its time or size has changed; to be called every some seconds. A file that cannot be read or is
    /// damaged leaves the one before in use. Answers what is wrong with the file, null when nothing is.
    /// </summary>
    public string? Reload()
    {
        if (Path is null)
            return null;
        lock (reloading)
        {
            try
            {
                // The stamp is taken before the content: a change while reading is seen at the next call.
                var file = new FileInfo(Path);
                var found = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (default, -1);
                if (found == stamp)
                    return error;
                stamp = found;
                reader = Open(file);
                error = null;
                Log.Loaded(log, Path, reader.DatabaseType);
            }
            catch (Exception failed) when (failed is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                error = failed.Message;
                Log.Failed(log, Path, error);
            }

            return error;
        }
    }

    static MmdbReader Open(FileInfo file)
    {
        if (file.Exists && file.Length > MaxFileSize)
            throw new InvalidDataException($"The file has {file.Length} bytes; at most {MaxFileSize} are read.");
        var opened = new MmdbReader(File.ReadAllBytes(file.FullName));

        // Every record is read once here, so that no damage is left for Find to meet.
        foreach (var record in opened.Records())
            CountryOf(opened.Data, record);
        return opened;
    }

    /// <summary>country.iso_code, else registered_country.iso_code. Some vendors write the code as plain text instead.</summary>
    static CountryCode CountryOf(MmdbData data, int record)
    {
        var map = data.Field(record);
        var code = CodeOf(data, map, "country"u8);
        if (code == default)
            code = CodeOf(data, map, "registered_country"u8);
        if (code == default && data.TryFind(map, "country_code"u8, out var plain))
            code = CountryCode.Parse(data.Text(plain));
        return code;
    }

    static CountryCode CodeOf(MmdbData data, MmdbField map, ReadOnlySpan<byte> key)
    {
        if (!data.TryFind(map, key, out var country))
            return default;
        return CountryCode.Parse(data.Text(data.TryFind(country, "iso_code"u8, out var code) ? code : country));
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Countries come from {Path}, a {Type}")]
        public static partial void Loaded(ILogger log, string path, string type);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The country database {Path} cannot be used, the one before stays: {Error}")]
        public static partial void Failed(ILogger log, string path, string error);
    }
}
