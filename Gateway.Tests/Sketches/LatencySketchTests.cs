using Gateway.Analytics.Queries;
using Gateway.Analytics.Sketches;
using NUnit.Framework;

namespace Gateway.Tests.Sketches;

public sealed class LatencySketchTests
{
    static readonly string[] Distributed = Distributions.Names;

    [TestCaseSource(nameof(Distributed))]
    public void Every_quantile_is_within_one_percent_of_the_nearest_rank(string distribution)
    {
        foreach (var count in new[] { 1, 2, 3, 10, 99, 100, 1000, 20_000 })
        {
            var times = Distributions.Make(distribution, count, seed: count);
            var sketch = Of(times);
            Array.Sort(times);
            foreach (var permille in new[] { 0, 1, 10, 70, 250, 500, 750, 900, 950, 990, 999, 1000 })
            {
                double exact = times[Math.Max(1, (count * permille + 999) / 1000) - 1];
                Assert.That(sketch.Quantile(permille / 1000.0), Is.EqualTo(exact).Within(exact * 0.01), $"{permille} ‰ of {count}");
            }
        }
    }

    [TestCaseSource(nameof(Distributed))]
    public void Merging_in_any_parts_and_order_gives_the_bytes_of_one_sketch(string distribution)
    {
        var random = new Random(3);
        var times = Distributions.Make(distribution, 5000);
        var whole = Of(times).ToBytes();
        for (var round = 0; round < 10; round++)
        {
            var parts = Enumerable.Range(0, 1 + random.Next(9)).Select(_ => new LatencySketch()).ToArray();
            foreach (var time in times)
                parts[random.Next(parts.Length)].Add(time);
            random.Shuffle(parts);
            var (merged, decoded) = (new LatencySketch(), new LatencySketch());
            foreach (var part in parts)
            {
                merged.Merge(part);
                if (part.ToBytes() is { } bytes)
                    decoded.Merge(bytes.AsSpan());
            }

            Assert.That(merged.ToBytes(), Is.EqualTo(whole));
            Assert.That(decoded.ToBytes(), Is.EqualTo(whole));
            Assert.That(merged.Count, Is.EqualTo(times.Length));
        }
    }

    [TestCaseSource(nameof(Distributed))]
    public void Bytes_give_the_same_sketch_again(string distribution)
    {
        var sketch = Of(Distributions.Make(distribution, 3000));
        var again = LatencySketch.Parse(sketch.ToBytes());
        Assert.That(again.ToBytes(), Is.EqualTo(sketch.ToBytes()));
        Assert.That(again.Count, Is.EqualTo(sketch.Count));
        Assert.That(again.Quantile(0.95), Is.EqualTo(sketch.Quantile(0.95)));
    }

    [TestCaseSource(nameof(Distributed))]
    public void Counts_below_the_bounds_of_the_heat_map_are_exact(string distribution)
    {
        var times = Distributions.Make(distribution, 3000);
        var sketch = Of(times);
        foreach (var bound in LatencyBands.BoundsMicros)
            Assert.That(sketch.CountBelow(bound), Is.EqualTo(times.Count(time => time < bound)), $"below {bound}");
    }

    [Test]
    public void Counts_below_another_bound_are_off_by_its_own_bucket_at_most()
    {
        var times = Distributions.Make("lognormal", 20_000);
        var sketch = Of(times);
        foreach (var bound in new long[] { 300, 7777, 31_000, 123_456 })
        {
            var near = times.Count(time => time >= bound * 0.97 && time <= bound * 1.03);
            Assert.That(sketch.CountBelow(bound), Is.EqualTo(times.Count(time => time < bound)).Within(near), $"below {bound}");
        }

        Assert.That(sketch.CountBelow(0), Is.Zero);
        Assert.That(sketch.CountBelow(long.MaxValue), Is.EqualTo(20_000));
    }

    [Test]
    public void Every_bucket_is_within_one_percent_and_none_is_left_out()
    {
        for (var bucket = 1; bucket < LatencyBuckets.Count; bucket++)
        {
            var (lower, upper) = (LatencyBuckets.LowerBound(bucket), LatencyBuckets.UpperBound(bucket));
            Assert.That(LatencyBuckets.Of(lower), Is.EqualTo(bucket));
            Assert.That(LatencyBuckets.Of(upper), Is.EqualTo(bucket));
            Assert.That(LatencyBuckets.Of(lower - 1), Is.EqualTo(bucket - 1));
            foreach (double edge in new[] { lower, upper })
                Assert.That(Math.Abs(LatencyBuckets.Estimate(bucket) - edge) / edge, Is.LessThan(0.00991), $"{lower} to {upper}");
        }

        Assert.That(LatencyBuckets.Of(long.MaxValue), Is.EqualTo(LatencyBuckets.Count - 1));
        Assert.That(LatencyBuckets.Of(0), Is.Zero);
        Assert.That(LatencyBuckets.Of(-5), Is.Zero);
    }

    [Test]
    public void A_sketch_of_nothing_is_null_and_merges_as_nothing()
    {
        var empty = new LatencySketch();
        Assert.That(empty.ToBytes(), Is.Null);
        Assert.That(empty.Quantile(0.5), Is.Null);
        Assert.That(empty.CountBelow(1000), Is.Zero);
        var some = Of([5, 6, 7]);
        var before = some.ToBytes();
        some.Merge(empty);
        Assert.That(some.ToBytes(), Is.EqualTo(before));
        some.Clear();
        Assert.That(some.ToBytes(), Is.Null);
    }

    [Test]
    public void A_thousand_usual_times_take_a_third_of_a_kilobyte() =>
        Assert.That(Of(Distributions.Make("lognormal", 1000)).ToBytes(), Has.Length.LessThan(350));

    [Test]
    public void Damaged_bytes_are_refused_or_read_as_some_sketch_but_do_no_other_harm()
    {
        var good = Of(Distributions.Make("lognormal", 500)).ToBytes()!;
        foreach (var damaged in Damage.Of(good))
            Damage.Check(() => LatencySketch.Parse(damaged));
        Assert.That(() => LatencySketch.Parse([]), Throws.TypeOf<CorruptSketchException>());
        Assert.That(() => LatencySketch.Parse([1]), Throws.TypeOf<CorruptSketchException>());
        Assert.That(() => LatencySketch.Parse([2, 0]), Throws.TypeOf<CorruptSketchException>().With.Message.Contains("version 2"));
        Assert.That(() => LatencySketch.Parse([1, 0b1000_0000]), Throws.TypeOf<CorruptSketchException>().With.Message.Contains("without a count"));
        Assert.That(() => LatencySketch.Parse([1, 0, 0x01]), Throws.TypeOf<CorruptSketchException>().With.Message.Contains("too early"));
        Assert.That(() => LatencySketch.Parse([1, 0, 0, 1, 0, 0, 0, 0xFF]), Throws.TypeOf<CorruptSketchException>());
        Assert.That(() => LatencySketch.Parse([1, .. new byte[9], 0xFF, .. new byte[9]]), Throws.TypeOf<CorruptSketchException>().With.Message.Contains("63 bits"));
    }

    static LatencySketch Of(IEnumerable<long> times)
    {
        var sketch = new LatencySketch();
        foreach (var time in times)
            sketch.Add(time);
        return sketch;
    }
}
