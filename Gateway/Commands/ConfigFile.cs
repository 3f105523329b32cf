using System.Text;

namespace Gateway.Commands;

/// <summary>The two forms of a configuration document.</summary>
enum ConfigFormat
{
    Json,
    Yaml,
}

/// <summary>Where a document is read from or written to.</summary>
/// <param name="path">A path; <c>-</c>: the standard stream.</param>
/// <param name="format">Null: by the ending of the path.</param>
/// <param name="input">The standard input.</param>
/// <param name="output">The standard output.</param>
sealed class ConfigFile(string path, ConfigFormat? format, Stream input, TextWriter output)
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public ConfigFormat Format { get; } = format
        ?? (Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" ? ConfigFormat.Yaml : ConfigFormat.Json);

    public string Name { get; } = path == "-" ? "standard input" : path;

    public async Task<string> ReadAsync(CancellationToken token)
    {
        using var reader = path == "-" ? new StreamReader(input, Strict, leaveOpen: true) : new StreamReader(path, Strict);
        return await reader.ReadToEndAsync(token);
    }

    /// <summary>Writes the whole text, whatever is there already.</summary>
    public async Task<int> WriteAsync(string text, CancellationToken token)
    {
        if (path == "-")
            await output.WriteAsync(text.AsMemory(), token);
        else
            await File.WriteAllTextAsync(path, text, Strict, token);
        return ExitCode.Done;
    }
}
