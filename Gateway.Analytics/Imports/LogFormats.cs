namespace Gateway.Analytics.Imports;

/// <summary>The one list of log formats, by the names that an operator gives.</summary>
public static class LogFormats
{
    /// <summary>Apache's and nginx's combined format; a line may end after its size, as in the common format.</summary>
    public const string Combined = """$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" """;

    public static IReadOnlyList<string> Names { get; } = ["combined", "nginx", "caddy"];

    /// <summary>The format of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="pattern">The <c>log_format</c> of nginx; left out, its default, which is combined.</param>
    /// <exception cref="FormatException">The pattern cannot be used; the message says why.</exception>
    public static ILogFormat Make(string name, string? pattern) => name switch
    {
        "caddy" => new CaddyFormat(),
        "nginx" => new PatternFormat(pattern ?? Combined.TrimEnd()),
        _ => new PatternFormat(Combined.TrimEnd()),
    };
}
