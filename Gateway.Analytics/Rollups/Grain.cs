namespace Gateway.Analytics.Rollups;

/// <summary>How long the buckets of a cell are. The numbers are stored.</summary>
public enum Grain : short
{
    Minute = 1,
    Quarter = 2,
    Hour = 4,
    Day = 8,
}

/// <summary>Grains as queries, pages and partitions name them. Buckets begin at whole lengths of UTC.</summary>
public static class Grains
{
    /// <summary>From the finest to the coarsest.</summary>
    public static IReadOnlyList<Grain> All { get; } = [Grain.Minute, Grain.Quarter, Grain.Hour, Grain.Day];

    extension(Grain grain)
    {
        public string Name => grain switch
        {
            Grain.Minute => "1m",
            Grain.Quarter => "15m",
            Grain.Hour => "1h",
            _ => "1d",
        };

        public TimeSpan Length => grain switch
        {
            Grain.Minute => TimeSpan.FromMinutes(1),
            Grain.Quarter => TimeSpan.FromMinutes(15),
            Grain.Hour => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        };

        /// <summary>The beginning of the bucket that holds the instant.</summary>
        public DateTimeOffset Floor(DateTimeOffset instant) =>
            new(instant.UtcTicks - instant.UtcTicks % grain.Length.Ticks, TimeSpan.Zero);
    }
}
