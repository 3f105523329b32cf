using System.ComponentModel.DataAnnotations;
using Gateway.Analytics.Configuration;

namespace Gateway.Hosting;

/// <summary>Section <c>Gateway</c>: the node itself.</summary>
public sealed class NodeOptions : IValidatableObject
{
    /// <summary>Folder of the snapshot, the secret and the embedded database. Default data, below the working directory.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>The node's name on pages. Default: the host's name.</summary>
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>File with the secret that all nodes of one database share. Default: secret in the data folder, made on first start.</summary>
    public string? SecretFile { get; set; }

    /// <summary>Files of .NET assemblies that add presets, measures, dimensions or sinks. They run with all rights of the gateway. Default: none.</summary>
    public IList<string> Extensions { get; set; } = [];

    /// <summary>Networks whose X-Forwarded-For is believed, read from its right end, such as 10.0.0.0/8. Default: none.</summary>
    [Live]
    public IList<string> TrustedProxies { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in TrustedProxies.Select((network, index) => (network, index))
        where !System.Net.IPNetwork.TryParse(entry.network, out _)
        select new ValidationResult($"'{entry.network}' is not a network like 10.0.0.0/8 or 2001:db8::/32", [$"{nameof(TrustedProxies)}:{entry.index}"]);
}

/// <summary>Section <c>Gateway:Proxy</c>: the edge.</summary>
public sealed class ProxyOptions
{
    /// <summary>Where user traffic is taken, separated by semicolons; https shows the certificates of the admin area by the name that a client asks for. Default http://*:8080.</summary>
    [Required]
    public string Urls { get; set; } = "http://*:8080";

    /// <summary>How long a stopping gateway still takes traffic while /ready already says no, so that a load balancer can turn away. Default 00:00:00; up to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopDelay { get; set; }
}
