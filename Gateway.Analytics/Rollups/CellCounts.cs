namespace Gateway.Analytics.Rollups;

/// <summary>
/// What the exchanges of one value of a cell add up to. What counts as what is said in <see cref="Events.Outcomes"/>; sums are in
/// bytes and microseconds. A maximum means something only where its count is not zero; those of upstream time and own share are
/// kept for undivided totals only.
/// </summary>
public record struct CellCounts
{
    public long Requests { get; set; }
    public long Errors { get; set; }
    public long ClientErrors { get; set; }
    public long Refusals { get; set; }
    public long BytesIn { get; set; }
    public long BytesOut { get; set; }
    public long Attempts { get; set; }

    /// <summary>Exchanges whose duration counts.</summary>
    public long Timed { get; set; }

    public long DurationSum { get; set; }
    public long DurationMax { get; set; }

    /// <summary>Exchanges whose upstream time and own share count.</summary>
    public long Forwarded { get; set; }

    public long UpstreamSum { get; set; }
    public long UpstreamMax { get; set; }
    public long OwnSum { get; set; }
    public long OwnMax { get; set; }

    /// <summary>Makes these the counts of both.</summary>
    public void Add(in CellCounts other)
    {
        Requests += other.Requests;
        Errors += other.Errors;
        ClientErrors += other.ClientErrors;
        Refusals += other.Refusals;
        BytesIn += other.BytesIn;
        BytesOut += other.BytesOut;
        Attempts += other.Attempts;
        Timed += other.Timed;
        DurationSum += other.DurationSum;
        DurationMax = Math.Max(DurationMax, other.DurationMax);
        Forwarded += other.Forwarded;
        UpstreamSum += other.UpstreamSum;
        UpstreamMax = Math.Max(UpstreamMax, other.UpstreamMax);
        OwnSum += other.OwnSum;
        OwnMax = Math.Max(OwnMax, other.OwnMax);
    }
}
