using System.ComponentModel.DataAnnotations;

namespace Gateway.Demo;

/// <summary>Section <c>Gateway:Demo</c>: a tenant with an upstream and a trickle of traffic, to look around with.</summary>
public sealed class DemoOptions
{
    /// <summary>Adds the demo at start. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>Requests per second on average. Default 8; 0.1 to 1000.</summary>
    [Range(0.1, 1000)]
    public double RequestsPerSecond { get; set; } = 8;
}
