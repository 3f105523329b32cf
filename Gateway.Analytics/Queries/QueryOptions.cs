using System.ComponentModel.DataAnnotations;

namespace Gateway.Analytics.Queries;

/// <summary>Section <c>Gateway:Queries</c>: limits of queries.</summary>
public sealed class QueryOptions : IValidatableObject
{
    /// <summary>How long one statement may run before its query fails. Default 00:00:15; 1 millisecond to 25 seconds.</summary>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many statements of one request run at the same time. Default 4; 1 to 16.</summary>
    [Range(1, 16)]
    public int Parallelism { get; set; } = 4;

    /// <summary>How many statements of one tenant run at the same time on a node; others wait for a place. Default 8; 1 to 64.</summary>
    [Range(1, 64)]
    public int TenantParallelism { get; set; } = 8;

    /// <summary>How many answers are kept in memory for those who ask the same. Default 2000; 0 to 100000, 0 keeps none.</summary>
    [Range(0, 100_000)]
    public int CachedAnswers { get; set; } = 2_000;

    /// <summary>Folder with presets of your own, a JSON file each, read at start. Default: none.</summary>
    public string? PresetsFolder { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The pool gives up on a command after 30 s; the clear error has to come first.
        if (StatementTimeout < TimeSpan.FromMilliseconds(1) || StatementTimeout > TimeSpan.FromSeconds(25))
            yield return new ValidationResult("a time between 00:00:00.001 and 00:00:25 is accepted", [nameof(StatementTimeout)]);
    }
}
