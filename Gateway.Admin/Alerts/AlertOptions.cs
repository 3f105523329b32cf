using System.ComponentModel.DataAnnotations;

namespace Gateway.Admin.Alerts;

/// <summary>Section <c>Gateway:Alerts</c>: how alerts are evaluated.</summary>
public sealed class AlertOptions : IValidatableObject
{
    /// <summary>How many alerts a node evaluates at the same time. Default 8; 1 to 64.</summary>
    [Range(1, 64)]
    public int Parallelism { get; set; } = 8;

    /// <summary>How many of them may be of one tenant. Default 2; 1 to 64.</summary>
    [Range(1, 64)]
    public int TenantParallelism { get; set; } = 2;

    /// <summary>How long one evaluation may take before it counts as failed. Default 00:00:10; 1 second to 1 minute.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(1))
            yield return new ValidationResult("a time between 00:00:01 and 00:01:00 is accepted", [nameof(Timeout)]);
    }
}
