using System.Numerics;

namespace Gateway.Analytics.Classify;

/// <summary>What is kept about one user agent.</summary>
abstract class UserAgentSlot(ulong hash)
{
    public ulong Hash { get; } = hash;
}

/// <summary>
/// A table of fixed size: a hash belongs to one set of eight slots. Reading and adding take no lock and never wait; replacing is
/// for the one thread that owns the table's content.
/// </summary>
sealed class UserAgentSlots<T>(int size)
    where T : UserAgentSlot
{
    const int Ways = 8;

    readonly T?[] slots = new T?[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(size, Ways))];
    int count;

    public int Count => Volatile.Read(ref count);

    public T? Find(ulong hash)
    {
        var set = Set(hash);
        for (var way = 0; way < set.Length; way++)
        {
            if (Volatile.Read(ref set[way]) is { } slot && slot.Hash == hash)
                return slot;
        }

        return null;
    }

    /// <summary>Adds to a free slot; false when the set has none. Two threads may add one hash twice; that does no harm.</summary>
    public bool TryAdd(T added)
    {
        var set = Set(added.Hash);
        for (var way = 0; way < set.Length; way++)
        {
            if (Volatile.Read(ref set[way]) is null && Interlocked.CompareExchange(ref set[way], added, null) is null)
            {
                Interlocked.Increment(ref count);
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts one in the place of another, if that is still there.</summary>
    public bool TryReplace(T old, T added)
    {
        foreach (ref var slot in Set(old.Hash))
        {
            if (Interlocked.CompareExchange(ref slot, added, old) == old)
                return true;
        }

        return false;
    }

    /// <summary>Removes every slot of the hash.</summary>
    public void Remove(ulong hash)
    {
        foreach (ref var slot in Set(hash))
        {
            if (Volatile.Read(ref slot) is { } held && held.Hash == hash && Interlocked.CompareExchange(ref slot, null, held) == held)
                Interlocked.Decrement(ref count);
        }
    }

    /// <summary>The eight slots that may hold the hash.</summary>
    public Span<T?> Set(ulong hash) => slots.AsSpan((int)(hash & (ulong)(slots.Length / Ways - 1)) * Ways, Ways);
}
