using Gateway.Analytics.Sketches;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Counts by the values of one dimension: a hash table of its own, since the fold looks up some twenty values for each event.
/// Past its <see cref="FoldBudget"/> the smaller half of the values goes into "(other)".
/// </summary>
sealed class ValueTally(CellDimension dimension, CellTimes times, FoldBudget budget)
{
    const int FirstSize = 8;

    /// <summary>Numbers of values, from 1, by the upper bits of their hashes.</summary>
    int[] slots = new int[FirstSize * 2];
    ulong[] hashes = new ulong[FirstSize];
    CellCounts[] counts = new CellCounts[FirstSize];
    long[] numbers = new long[dimension.IsText ? 0 : FirstSize];
    (int Start, int Length)[] texts = new (int, int)[dimension.IsText ? FirstSize : 0];
    TextPool pool = new();
    LatencySketch?[] sketches = times == CellTimes.None ? [] : new LatencySketch?[FirstSize * 3];
    CellCounts otherCounts;
    LatencySketch?[] otherSketches = [];

    public CellDimension Dimension => dimension;

    public CellTimes Times => times;

    /// <summary>How many values it holds beside "(other)".</summary>
    public int Count { get; private set; }

    public bool HasOther => otherCounts.Requests > 0;

    public ref readonly CellCounts Counts(int value) => ref value < Count ? ref counts[value] : ref otherCounts;

    public long Number(int value) => numbers[value];

    public ReadOnlySpan<byte> Text(int value) => pool[texts[value]];

    /// <summary>A sketch of a value; the number after the last value is "(other)".</summary>
    public LatencySketch? Sketch(int value, int kind) => value < Count ? sketches[value * 3 + kind] : otherSketches.Length == 0 ? null : otherSketches[kind];

    public void Add(FoldEvent each, ulong hash, ReadOnlySpan<byte> text, long number)
    {
        var value = Find(hash, text, number);
        counts[value].Add(in each.Counts);
        if (times == CellTimes.None)
            return;
        var (duration, upstream, own) = each.Times;
        if (duration >= 0 && (times & CellTimes.Duration) != 0)
            (sketches[value * 3] ??= new()).AddBucket(duration, 1);
        if (upstream < 0)
            return;
        if ((times & CellTimes.Upstream) != 0)
            (sketches[value * 3 + 1] ??= new()).AddBucket(upstream, 1);
        if ((times & CellTimes.Own) != 0)
            (sketches[value * 3 + 2] ??= new()).AddBucket(own, 1);
    }

    /// <summary>Adds what was counted of a value without times.</summary>
    public void Add(ulong hash, ReadOnlySpan<byte> text, long number, in CellCounts more)
    {
        // First: it may grow the array.
        var value = Find(hash, text, number);
        counts[value].Add(in more);
    }

    public void Add(ReadOnlySpan<byte> text, in CellCounts more) => Add(FoldEvent.HashOf(text), text, 0, in more);

    public void Merge(ValueTally other)
    {
        for (var value = 0; value < other.Count; value++)
        {
            var text = dimension.IsText ? other.Text(value) : default;
            var own = Find(other.hashes[value], text, dimension.IsText ? 0 : other.numbers[value]);
            counts[own].Add(in other.counts[value]);
            for (var kind = 0; kind < 3 && times != CellTimes.None; kind++)
            {
                if (other.sketches[value * 3 + kind] is { } sketch)
                    (sketches[own * 3 + kind] ??= new()).Merge(sketch);
            }
        }

        MergeOther(in other.otherCounts, other.otherSketches);
    }

    /// <summary>Adds a cell that was read.</summary>
    public void Merge(CellRow row, CellTexts names)
    {
        for (var value = 0; value < row.Count; value++)
        {
            var key = row.Keys[value];
            var isOther = key == CellRow.Other;
            if (isOther && otherSketches.Length == 0)
                otherSketches = new LatencySketch?[3];
            var own = isOther ? 0
                : dimension.IsText ? Find(FoldEvent.HashOf(names.Utf8(key)), names.Utf8(key), 0)
                : Find(FoldEvent.HashOf(key), default, key);
            (isOther ? ref otherCounts : ref counts[own]).Add(in row.Counts[value]);
            for (var kind = 0; kind < 3; kind++)
            {
                var encoded = row.Times((CellTimes)(1 << kind), value);
                if (!encoded.IsEmpty && ((int)times & 1 << kind) != 0)
                    ((isOther ? ref otherSketches[kind] : ref sketches[own * 3 + kind]) ??= new()).Merge(encoded);
            }
        }
    }

    /// <summary>Keeps the values with the most requests; of equal ones those that come first. The others go into "(other)".</summary>
    public void Keep(int most)
    {
        if (Count <= most)
            return;
        var order = Order((left, right) => counts[right].Requests.CompareTo(counts[left].Requests));
        var before = Snapshot();
        pool = new();
        Clear();
        foreach (var value in order.AsSpan(0, most))
        {
            var text = dimension.IsText ? before.pool[before.texts[value]] : default;
            var own = Find(before.hashes[value], text, dimension.IsText ? 0 : before.numbers[value]);
            counts[own] = before.counts[value];
            if (times != CellTimes.None)
                before.sketches.AsSpan(value * 3, 3).CopyTo(sketches.AsSpan(own * 3));
        }

        foreach (var value in order.AsSpan(most))
            MergeOther(in before.counts[value], times == CellTimes.None ? [] : before.sketches.AsSpan(value * 3, 3));
    }

    /// <summary>Forgets all values; "(other)" stays.</summary>
    public void Clear()
    {
        budget.Held -= Count;
        Count = 0;
        pool.Clear();
        Array.Clear(slots);
        Array.Clear(counts);
        Array.Clear(sketches);
    }

    /// <summary>Numbers of the values from the smallest on.</summary>
    public int[] Ascending() => Order((_, _) => 0);

    int[] Order(Comparison<int> first)
    {
        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort(order, (left, right) =>
        {
            var by = first(left, right);
            return by != 0 ? by : dimension.IsText ? Text(left).SequenceCompareTo(Text(right)) : numbers[left].CompareTo(numbers[right]);
        });
        return order;
    }

    (ulong[] hashes, CellCounts[] counts, long[] numbers, (int Start, int Length)[] texts, TextPool pool, LatencySketch?[] sketches) Snapshot() =>
        ([.. hashes], [.. counts], [.. numbers], [.. texts], pool, [.. sketches]);

    void MergeOther(in CellCounts more, ReadOnlySpan<LatencySketch?> moreSketches)
    {
        otherCounts.Add(in more);
        for (var kind = 0; kind < moreSketches.Length; kind++)
        {
            if (moreSketches[kind] is not { } sketch)
                continue;
            if (otherSketches.Length == 0)
                otherSketches = new LatencySketch?[3];
            (otherSketches[kind] ??= new()).Merge(sketch);
        }
    }

    /// <summary>The number of a value, a new one where it has none.</summary>
    int Find(ulong hash, ReadOnlySpan<byte> text, long number)
    {
        var mask = slots.Length - 1;
        var slot = (int)(hash >> 32) & mask;
        for (; slots[slot] != 0; slot = slot + 1 & mask)
        {
            var value = slots[slot] - 1;
            if (hashes[value] == hash && (!dimension.IsText || Text(value).SequenceEqual(text)))
                return value;
        }

        if (budget.MostOf(Count) is var most && most < Count)
        {
            Keep(most);
            return Find(hash, text, number);
        }

        if (Count == hashes.Length)
        {
            Grow();
            return Find(hash, text, number);
        }

        slots[slot] = Count + 1;
        hashes[Count] = hash;
        if (dimension.IsText)
            texts[Count] = pool.Add(text);
        else
            numbers[Count] = number;
        budget.Held++;
        return Count++;
    }

    void Grow()
    {
        var size = hashes.Length * 2;
        Array.Resize(ref hashes, size);
        Array.Resize(ref counts, size);
        if (dimension.IsText)
            Array.Resize(ref texts, size);
        else
            Array.Resize(ref numbers, size);
        if (times != CellTimes.None)
            Array.Resize(ref sketches, size * 3);
        slots = new int[size * 2];
        for (var value = 0; value < Count; value++)
        {
            var slot = (int)(hashes[value] >> 32) & slots.Length - 1;
            while (slots[slot] != 0)
                slot = slot + 1 & slots.Length - 1;
            slots[slot] = value + 1;
        }
    }
}
