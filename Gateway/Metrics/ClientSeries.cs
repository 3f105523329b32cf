using System.Collections.Concurrent;
using Gateway.Analytics.Classify;

namespace Gateway.Metrics;

/// <summary>
/// Counts exchanges by what their user agent says. The writer classifies a new one soon after; until then its exchanges wait here,
/// and whoever writes the metrics settles them, so none is counted as unknown only because it was the first.
/// </summary>
sealed class ClientSeries(UserAgentCache agents, TimeProvider time)
{
    /// <summary>As many as may wait; made-up agents beyond it are unknown.</summary>
    const int MostWaiting = 4096;

    /// <summary>Most time that one answer spends on classification, about half a millisecond each; the rest waits for the next.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(10);

    readonly ConcurrentDictionary<ulong, Waiting> waiting = [];
    readonly ClosedSeries browsers = new(Families.Browsers);
    readonly ClosedSeries systems = new(Families.Systems);
    readonly ClosedSeries devices = new(Families.Devices);
    readonly ClosedSeries traffic = new(Families.Traffic);
    int waits;

    /// <param name="agent">0: the client named none.</param>
    /// <param name="status">Place in <see cref="Families.StatusClasses"/>.</param>
    public void Count(ulong agent, int status)
    {
        if (agents.TryFind(agent, out var found) || agent == 0 || !TryWait(agent, status))
            Add(found, status, 1);
    }

    public void Write(Exposition to)
    {
        Settle();
        browsers.Write(to);
        systems.Write(to);
        devices.Write(to);
        traffic.Write(to);
    }

    void Add(ClientClass found, int status, long count)
    {
        browsers.Add((int)found.Browser, count);
        systems.Add((int)found.Os, count);
        devices.Add((int)found.Device, count);
        traffic.Add(((int)found.TrafficClass * Families.StatusClasses.Count) + status, count);
    }

    bool TryWait(ulong agent, int status)
    {
        if (!waiting.TryGetValue(agent, out var found))
        {
            if (Volatile.Read(ref waits) >= MostWaiting)
                return false;
            var made = new Waiting();
            found = waiting.GetOrAdd(agent, made);
            if (ReferenceEquals(found, made))
                Interlocked.Increment(ref waits);
        }

        return found.TryCount(status);
    }

    void Settle()
    {
        var budget = new ClassifyBudget(time, Limit);
        foreach (var (agent, held) in waiting)
        {
            if (!agents.TryFind(agent, out var found))
            {
                if (budget.Exhausted)
                    continue;
                found = agents.Resolve(agent, ref budget);
            }

            if (!waiting.TryRemove(agent, out _))
                continue;
            Interlocked.Decrement(ref waits);
            var counts = held.Settle();
            for (var status = 0; status < counts.Length; status++)
            {
                if (counts[status] > 0)
                    Add(found, status, counts[status]);
            }
        }
    }

    /// <summary>Exchanges of one agent by status class. Its lock is held for one addition.</summary>
    sealed class Waiting
    {
        readonly Lock counting = new();
        readonly long[] counts = new long[Families.StatusClasses.Count];
        bool isSettled;

        /// <summary>False: somebody has just taken the counts.</summary>
        public bool TryCount(int status)
        {
            lock (counting)
            {
                if (isSettled)
                    return false;
                counts[status]++;
                return true;
            }
        }

        public long[] Settle()
        {
            lock (counting)
            {
                isSettled = true;
                return counts;
            }
        }
    }
}
