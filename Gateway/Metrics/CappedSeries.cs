using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Metrics;

/// <summary>How many series there may be in all. What is given out is never given back, so what has been seen stays.</summary>
sealed class SeriesBudget(int most, int closed)
{
    readonly Lock counting = new();
    int used = closed;

    public int Most => most;

    public int Used => Volatile.Read(ref used);

    public bool TryTake(int series)
    {
        lock (counting)
        {
            if (used + series > most)
                return false;
            used += series;
            return true;
        }
    }
}

/// <summary>Ids of the configuration that a series bears: a tenant and what is its own.</summary>
readonly record struct OwnedId(string Tenant, string Id)
{
    /// <summary>Where what is beyond a cap is counted. A tenant and thing of that name share it.</summary>
    public static OwnedId Other { get; } = new("other", "other");
}

/// <summary>
/// One child for each set of ids, as long as families and process are below their caps; from then on what is new is counted in
/// one child for all the rest, so totals stay exact. Asking takes no lock and allocates nothing for what is known.
/// </summary>
/// <param name="budget">That of the process.</param>
/// <param name="perFamily">Most series of one family.</param>
/// <param name="largest">Series of one child in the largest of its families.</param>
/// <param name="all">Series of one child in all its families.</param>
/// <param name="make">Makes a child.</param>
sealed class CappedSeries<T>(SeriesBudget budget, int perFamily, int largest, int all, Func<OwnedId, T> make)
    where T : class
{
    readonly ConcurrentDictionary<OwnedId, T> known = [];
    readonly Lock adding = new();
    readonly T other = Take(budget, all, make);
    volatile bool isFull;
    int children = 1;
    long folded;

    /// <summary>How often something was counted in the child for the rest.</summary>
    public long Folded => Interlocked.Read(ref folded);

    /// <summary>In no order; the one for the rest comes last.</summary>
    public IEnumerable<T> Children => known.Values.Append(other);

    /// <summary>The child that counts for these ids.</summary>
    public T Of(OwnedId id)
    {
        if (TryKnow(id, out var child))
            return child;
        Interlocked.Increment(ref folded);
        return other;
    }

    /// <summary>Makes the child if there is room, so that its series begin with 0.</summary>
    public bool TryKnow(OwnedId id, [MaybeNullWhen(false)] out T child)
    {
        if (known.TryGetValue(id, out child))
            return true;
        if (id == OwnedId.Other)
        {
            child = other;
            return true;
        }

        return !isFull && TryAdd(id, out child);
    }

    bool TryAdd(OwnedId id, [MaybeNullWhen(false)] out T child)
    {
        lock (adding)
        {
            if (known.TryGetValue(id, out child))
                return true;
            if ((children + 1) * largest > perFamily || !budget.TryTake(all))
            {
                isFull = true;
                return false;
            }

            children++;
            child = known[id] = make(id);
            return true;
        }
    }

    static T Take(SeriesBudget budget, int all, Func<OwnedId, T> make) =>
        budget.TryTake(all) ? make(OwnedId.Other) : throw new InvalidOperationException("There is no room for the series of the rest.");
}
