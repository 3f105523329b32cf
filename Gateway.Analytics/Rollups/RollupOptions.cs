using System.ComponentModel.DataAnnotations;
using Gateway.Analytics.Configuration;

namespace Gateway.Analytics.Rollups;

/// <summary>Section <c>Gateway:Rollups</c>: the sums that long ranges are answered from, and how long things are kept.</summary>
public sealed class RollupOptions : IValidatableObject
{
    /// <summary>How many values of a dimension are kept apart in one sum; the rest is "(other)", with exact totals. Default 1000; 10 to 100000.</summary>
    [Range(10, 100_000)]
    public int ValuesPerCell { get; set; } = 1000;

    /// <summary>How often closed minutes and hours are looked for. Default 00:00:02; 100 milliseconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long single requests are kept, in whole days. Default 14.00:00:00; at least 2 days.</summary>
    [Live]
    public TimeSpan KeepEvents { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long sums by the minute are kept. Default 3.00:00:00; at least 1 day.</summary>
    [Live]
    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long sums by the quarter of an hour are kept, from which days of every time zone are made. Default 400.00:00:00; at least 2 days.</summary>
    [Live]
    public TimeSpan KeepQuarters { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long sums by the hour are kept. Default 90.00:00:00; at least 2 days.</summary>
    [Live]
    public TimeSpan KeepHours { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long sums by the day (UTC) are kept. Default 1826.00:00:00, five years; at least 2 days.</summary>
    [Live]
    public TimeSpan KeepDays { get; set; } = TimeSpan.FromDays(1826);

    /// <summary>How long a grain is kept.</summary>
    internal TimeSpan KeepOf(Grain grain) => grain switch
    {
        Grain.Minute => KeepMinutes,
        Grain.Quarter => KeepQuarters,
        Grain.Hour => KeepHours,
        _ => KeepDays,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Name, TimeSpan Value, int Least)[] kept =
        [
            (nameof(KeepEvents), KeepEvents, 2),
            (nameof(KeepMinutes), KeepMinutes, 1),
            (nameof(KeepQuarters), KeepQuarters, 2),
            (nameof(KeepHours), KeepHours, 2),
            (nameof(KeepDays), KeepDays, 2),
        ];
        return from each in kept
               where each.Value < TimeSpan.FromDays(each.Least) || each.Value > TimeSpan.FromDays(36_500)
               select new ValidationResult($"a time from {each.Least}.00:00:00 to 36500.00:00:00 is accepted", [each.Name]);
    }
}
