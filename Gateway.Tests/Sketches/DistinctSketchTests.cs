using Gateway.Analytics.Sketches;
using NUnit.Framework;

namespace Gateway.Tests.Sketches;

public sealed class DistinctSketchTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100)]
    [TestCase(DistinctSketch.ExactLimit)]
    public void A_small_count_is_exact(int count)
    {
        var sketch = Of(Ids(count).Concat(Ids(count)));
        Assert.That(sketch.IsExact);
        Assert.That(sketch.Count, Is.EqualTo(count));
    }

    [TestCase(257)]
    [TestCase(300)]
    [TestCase(1000)]
    [TestCase(5000)]
    [TestCase(20_000)]
    [TestCase(60_000)]
    [TestCase(200_000)]
    [TestCase(1_000_000)]
    public void A_large_count_is_within_two_percent(int count)
    {
        foreach (var seed in new[] { 1, 2, 3 })
            Assert.That(Of(Ids(count, seed)).Count, Is.EqualTo(count).Within(count * 0.02), $"seed {seed}");
    }

    [Test]
    public void Ids_that_follow_each_other_count_as_well_as_random_ones() =>
        Assert.That(Of(Enumerable.Range(1, 1_000_000).Select(id => (long)id)).Count, Is.EqualTo(1_000_000).Within(20_000));

    [Test]
    public void Merging_in_any_parts_and_order_gives_the_bytes_of_one_sketch()
    {
        var random = new Random(5);
        foreach (var count in new[] { 1, 60, 256, 257, 400, 3000, 9000, 40_000 })
        {
            var ids = Ids(count).ToArray();
            var whole = Of(ids).ToBytes();
            foreach (var many in new[] { 1, 2, 7, 60 })
            {
                var parts = Enumerable.Range(0, many).Select(_ => new DistinctSketch()).ToArray();
                foreach (var id in ids.Concat(ids.Take(count / 3)))
                    parts[random.Next(many)].Add(id);
                random.Shuffle(parts);
                var (merged, decoded) = (new DistinctSketch(), new DistinctSketch());
                foreach (var part in parts)
                {
                    merged.Merge(part);
                    if (part.ToBytes() is { } bytes)
                        decoded.Merge(bytes.AsSpan());
                }

                Assert.That(merged.ToBytes(), Is.EqualTo(whole), $"{count} in {many}");
                Assert.That(decoded.ToBytes(), Is.EqualTo(whole), $"{count} in {many}");
            }
        }
    }

    /// <summary>A set, a sparse one and a dense one, each with each.</summary>
    [Test]
    public void Every_form_merges_with_every_other()
    {
        int[] sizes = [0, 50, 1000, 100_000];
        foreach (var left in sizes)
        {
            foreach (var right in sizes)
            {
                var (a, b) = (Of(Ids(left, 1)), Of(Ids(right, 2)));
                var union = Of(Ids(left, 1).Concat(Ids(right, 2))).ToBytes();
                a.Merge(b);
                Assert.That(a.ToBytes(), Is.EqualTo(union), $"{left} and {right}");
            }
        }
    }

    [TestCase(0, 0)]
    [TestCase(20, 20 * 5 + 2)]
    [TestCase(1000, 2200)]
    [TestCase(1_000_000, 16_384 * 6 / 8 + 2)]
    public void Bytes_are_few_and_give_the_same_sketch_again(int count, int most)
    {
        var bytes = Of(Ids(count)).ToBytes();
        if (count == 0)
        {
            Assert.That(bytes, Is.Null);
            return;
        }

        Assert.That(bytes, Has.Length.LessThanOrEqualTo(most));
        var again = DistinctSketch.Parse(bytes);
        Assert.That(again.ToBytes(), Is.EqualTo(bytes));
        Assert.That(again.Count, Is.EqualTo(Of(Ids(count)).Count));
    }

    [Test]
    public void Damaged_bytes_are_refused_or_read_as_some_sketch_but_do_no_other_harm()
    {
        foreach (var count in new[] { 30, 1000, 100_000 })
        {
            foreach (var damaged in Damage.Of(Of(Ids(count)).ToBytes()!))
                Damage.Check(() => Assert.That(DistinctSketch.Parse(damaged).Count, Is.Not.NaN));
        }

        Assert.That(() => DistinctSketch.Parse([]), Throws.TypeOf<CorruptSketchException>());
        Assert.That(() => DistinctSketch.Parse([1, 0]), Throws.TypeOf<CorruptSketchException>());
        Assert.That(() => DistinctSketch.Parse([1, 1]), Throws.TypeOf<CorruptSketchException>());
        Assert.That(() => DistinctSketch.Parse([1, 2, 3]), Throws.TypeOf<CorruptSketchException>());
        Assert.That(() => DistinctSketch.Parse([1, 9]), Throws.TypeOf<CorruptSketchException>().With.Message.Contains("form 9"));
        Assert.That(() => DistinctSketch.Parse([7, 0]), Throws.TypeOf<CorruptSketchException>().With.Message.Contains("version 7"));
    }

    static IEnumerable<long> Ids(int count, int seed = 1)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => random.NextInt64()).ToArray();
    }

    static DistinctSketch Of(IEnumerable<long> ids)
    {
        var sketch = new DistinctSketch();
        foreach (var id in ids)
            sketch.Add(id);
        return sketch;
    }
}
