using System.Numerics;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Counts by several dimensions at once that mostly come together (a browser on a system; a status with its reason): one look-up
/// for each event in place of one for each dimension. What is counted goes to the dimensions' own tallies when these are asked
/// for, or when there are many combinations.
/// </summary>
/// <param name="dimensions">Places of the dimensions, with the tallies that take the counts. None has sketches.</param>
/// <param name="budget">Combinations count as values do.</param>
sealed class BundleTally((int Place, ValueTally Values)[] dimensions, FoldBudget budget)
{
    /// <summary>Combinations in memory; a client that makes up values makes as many as it sends requests.</summary>
    const int Most = 4096;

    /// <summary>The same where memory is short.</summary>
    const int Few = 256;

    const int FirstSize = 8;

    /// <summary>Numbers of combinations, from 1, by the upper bits of their hashes.</summary>
    int[] slots = new int[FirstSize * 2];
    CellCounts[] counts = new CellCounts[FirstSize];

    /// <summary>
    /// For each combination the hashes of its values, by which it is known: those of texts have 64 bits and a seed of the process,
    /// those of numbers are all different.
    /// </summary>
    ulong[] hashes = new ulong[FirstSize * dimensions.Length];
    long[] numbers = new long[FirstSize * dimensions.Length];
    (int Start, int Length)[] texts = new (int, int)[FirstSize * dimensions.Length];
    readonly TextPool pool = new();
    int count;

    public void Add(FoldEvent each)
    {
        var hash = 0UL;
        foreach (var (place, _) in dimensions)
            hash = Mix(hash, each.Hash(place));
        var mask = slots.Length - 1;
        var slot = (int)(hash >> 32) & mask;
        for (; slots[slot] != 0; slot = slot + 1 & mask)
        {
            var known = slots[slot] - 1;
            if (Is(known, each))
            {
                counts[known].Add(in each.Counts);
                return;
            }
        }

        if (count >= (budget.IsSpent ? Few : Most))
        {
            Settle();
            Add(each);
            return;
        }

        if (count == counts.Length)
        {
            Grow();
            Add(each);
            return;
        }

        slots[slot] = count + 1;
        counts[count] = each.Counts;
        Store(each);
        count++;
        budget.Held++;
    }

    /// <summary>Gives what is counted to the dimensions' tallies.</summary>
    public void Settle()
    {
        if (count == 0)
            return;
        budget.Held -= count;
        for (var combination = 0; combination < count; combination++)
        {
            for (var index = 0; index < dimensions.Length; index++)
            {
                var at = combination * dimensions.Length + index;
                dimensions[index].Values.Add(hashes[at], pool[texts[at]], numbers[at], in counts[combination]);
            }
        }

        Array.Clear(slots);
        pool.Clear();
        count = 0;
    }

    bool Is(int combination, FoldEvent each)
    {
        var at = combination * dimensions.Length;
        foreach (var (place, _) in dimensions)
        {
            if (hashes[at++] != each.Hash(place))
                return false;
        }

        return true;
    }

    void Store(FoldEvent each)
    {
        var at = count * dimensions.Length;
        foreach (var (place, values) in dimensions)
        {
            hashes[at] = each.Hash(place);
            if (values.Dimension.IsText)
                texts[at] = pool.Add(each.Text(place));
            else
                numbers[at] = each.Number(place);
            at++;
        }
    }

    void Grow()
    {
        var size = counts.Length * 2;
        Array.Resize(ref counts, size);
        Array.Resize(ref hashes, size * dimensions.Length);
        Array.Resize(ref numbers, size * dimensions.Length);
        Array.Resize(ref texts, size * dimensions.Length);
        slots = new int[size * 2];
        for (var combination = 0; combination < count; combination++)
        {
            var slot = (int)(HashOf(combination) >> 32) & slots.Length - 1;
            while (slots[slot] != 0)
                slot = slot + 1 & slots.Length - 1;
            slots[slot] = combination + 1;
        }
    }

    ulong HashOf(int combination)
    {
        var hash = 0UL;
        foreach (var value in hashes.AsSpan(combination * dimensions.Length, dimensions.Length))
            hash = Mix(hash, value);
        return hash;
    }

    static ulong Mix(ulong hash, ulong value) => (BitOperations.RotateLeft(hash, 23) ^ value) * 0x9E3779B97F4A7C15;
}
