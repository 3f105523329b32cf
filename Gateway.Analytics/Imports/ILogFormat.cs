namespace Gateway.Analytics.Imports;

/// <summary>
/// A kind of access log. To add one: a class beside <see cref="CaddyFormat"/> that reads a line into <see cref="LogFields"/>, and its
/// name in <see cref="LogFormats"/>.
/// </summary>
public interface ILogFormat
{
    /// <summary>Reads one line; answers null, or why it cannot be read.</summary>
    string? Read(string line, out LogEntry entry);
}
