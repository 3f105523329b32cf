using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Analytics.Queries;

/// <summary>
/// Presets that an operator keeps as files: each <c>*.json</c> of the folder holds one, or a list of them, with the fields of
/// <see cref="Preset"/>. What cannot be read is left out and said; the other files count.
/// </summary>
static class PresetFiles
{
    /// <summary>Far more than a preset needs; a wrong path must not fill the memory.</summary>
    const int MostBytes = 1 << 20;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>What the folder holds, in the order of the file names. Nothing for null.</summary>
    /// <returns>Presets with the file they come from, and a line for each file that cannot be read.</returns>
    public static (IReadOnlyList<(string File, Preset Preset)> Presets, IReadOnlyList<string> Problems) Read(string? folder)
    {
        if (folder is null)
            return ([], []);
        if (!Directory.Exists(folder))
            return ([], [$"Gateway:Queries:PresetsFolder: the folder {folder} does not exist."]);

        var presets = new List<(string, Preset)>();
        var problems = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            try
            {
                presets.AddRange(ReadFile(path).Select(preset => (name, preset)));
            }
            catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"{name}: {unreadable.Message}");
            }
        }

        return (presets, problems);
    }

    static IReadOnlyList<Preset> ReadFile(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
            throw new JsonException($"The file is larger than {MostBytes:N0} bytes.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.Deserialize<List<Preset>>(Json)!
            : [document.RootElement.Deserialize<Preset>(Json)!];
    }
}
