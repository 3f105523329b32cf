namespace Gateway.Admin.Alerts;

/// <summary>What this node did for alerts since it started, for its metrics.</summary>
sealed class AlertActivity
{
    long evaluations;
    long failures;
    long lost;
    long micros;
    long changes;
    double lagSeconds;

    /// <summary>Alerts that were evaluated.</summary>
    public long Evaluations => Interlocked.Read(ref evaluations);

    /// <summary>Those of them that could not be judged.</summary>
    public long Failures => Interlocked.Read(ref failures);

    /// <summary>Results that came after the lease was over or the alert was changed, and were thrown away.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Time that evaluations took, their waiting included, microseconds.</summary>
    public long Micros => Interlocked.Read(ref micros);

    /// <summary>Rows that were added to the log.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <summary>How long after its moment the latest of the last round was evaluated.</summary>
    public double LagSeconds => Volatile.Read(ref lagSeconds);

    public void Evaluated(bool failed, TimeSpan took)
    {
        Interlocked.Increment(ref evaluations);
        if (failed)
            Interlocked.Increment(ref failures);
        Interlocked.Add(ref micros, (long)took.TotalMicroseconds);
    }

    public void Written(int added, int thrownAway, TimeSpan lag)
    {
        Interlocked.Add(ref changes, added);
        Interlocked.Add(ref lost, thrownAway);
        Volatile.Write(ref lagSeconds, lag.TotalSeconds);
    }
}
