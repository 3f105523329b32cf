namespace Gateway.Admin.SignIn;

/// <summary>
/// Keeps guessing from filling the audit: the first failures of an address in a minute have a row each, the rest of that minute
/// becomes one row with their number. The rows of all addresses together are bounded too. Each node counts for itself.
/// </summary>
sealed class FailureTally(TimeProvider time)
{
    /// <summary>Rows of their own that one address gets in a minute.</summary>
    public const int RowsOfAddress = 10;

    /// <summary>Rows of their own that all addresses get in a minute.</summary>
    internal const int RowsOfAll = 100;

    /// <summary>Addresses that are told apart in a minute; those beyond are counted together.</summary>
    internal const int Addresses = 100;

    readonly Lock guard = new();
    readonly Dictionary<string, int> rows = new(StringComparer.Ordinal);
    Dictionary<string, int> counts = new(StringComparer.Ordinal);
    Dictionary<string, int> due = new(StringComparer.Ordinal);
    long minute;
    int allRows;

    /// <summary>Whether this failure gets a row of its own; else it is counted.</summary>
    public bool TakesRow(string address)
    {
        lock (guard)
        {
            Turn();
            var own = rows.GetValueOrDefault(address);
            if (own < RowsOfAddress && allRows < RowsOfAll)
            {
                rows[address] = own + 1;
                allRows++;
                return true;
            }

            Count(counts, address, 1);
            return false;
        }
    }

    /// <summary>Counts one that had no chance: its address or its account has to wait.</summary>
    public void Count(string address)
    {
        lock (guard)
        {
            Turn();
            Count(counts, address, 1);
        }
    }

    /// <summary>Takes the numbers of the minutes that are over.</summary>
    /// <param name="all">Those of this minute too: the gateway stops.</param>
    public IReadOnlyDictionary<string, int> TakeDue(bool all = false)
    {
        lock (guard)
        {
            Turn(all);
            var taken = due;
            due = new(StringComparer.Ordinal);
            return taken;
        }
    }

    /// <summary>Gives numbers back that could not be written.</summary>
    public void GiveBack(IReadOnlyDictionary<string, int> taken)
    {
        lock (guard)
        {
            foreach (var (address, count) in taken)
                Count(due, address, count);
        }
    }

    void Turn(bool force = false)
    {
        var now = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        if (now == minute && !force)
            return;
        (minute, allRows) = (now, 0);
        rows.Clear();
        foreach (var (address, count) in counts)
            Count(due, address, count);
        counts = new(StringComparer.Ordinal);
    }

    static void Count(Dictionary<string, int> counts, string address, int by)
    {
        var name = counts.Count < Addresses || counts.ContainsKey(address) ? address : "(others)";
        counts[name] = counts.GetValueOrDefault(name) + by;
    }
}
