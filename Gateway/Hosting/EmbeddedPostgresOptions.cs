using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>The PostgreSQL that the gateway runs itself when no connection string is configured: section <c>Gateway:Postgres</c>.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>The section's path.</summary>
    public const string Section = "Gateway:Postgres";

    /// <summary>Folder of the server's programs. Default: the newest installed on the system, else npm's.</summary>
    public string? Binaries { get; set; }

    /// <summary>Port on 127.0.0.1. Default 0, which is a free one, found at each start of the gateway; up to 65535.</summary>
    [Range(0, 65535, ErrorMessage = "must be 0 (a free port) or a port up to 65535")]
    public int Port { get; set; }

    /// <summary>Memory for the server's page cache, as <c>shared_buffers</c>. Default 128MB; a number with kB, MB or GB.</summary>
    [RegularExpression("^[1-9][0-9]*(kB|MB|GB)$", ErrorMessage = "must be a size such as 128MB or 1GB")]
    public string SharedBuffers { get; set; } = "128MB";

    /// <summary>Connections the server takes, as <c>max_connections</c>. Default 100; 40 to 1000.</summary>
    [Range(40, 1000, ErrorMessage = "must be between 40 and 1000")]
    public int MaxConnections { get; set; } = 100;
}
