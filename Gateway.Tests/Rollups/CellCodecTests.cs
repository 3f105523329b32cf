using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sketches;
using Gateway.Tests.Sketches;
using NUnit.Framework;

namespace Gateway.Tests.Rollups;

public sealed class CellCodecTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(1000)]
    public void Counts_come_back_as_they_were(int values)
    {
        var random = new Random(values);
        foreach (var share in new[] { 0.0, 0.1, 0.9 })
        {
            var counts = Enumerable.Range(0, values).Select(_ => Make(random, share)).ToArray();
            Assert.That(Read(Write(counts, divided: false), values), Is.EqualTo(counts));
            Assert.That(Read(Write(counts, divided: true), values), Is.EqualTo(counts.Select(each => each with { UpstreamMax = 0, OwnMax = 0 })));
        }
    }

    /// <summary>A clock that was set back, or a sum past all bounds: what is wrong in an event is stored as it is.</summary>
    [Test]
    public void Counts_that_cannot_be_come_back_too()
    {
        CellCounts[] counts =
        [
            new() { Requests = 1, Attempts = 9, Timed = 3, DurationSum = -5, DurationMax = 7, Forwarded = 8, UpstreamSum = 4, OwnSum = -1 },
            new() { Requests = long.MaxValue, BytesIn = long.MaxValue, DurationSum = long.MaxValue, UpstreamSum = long.MinValue, OwnMax = -3, BytesOut = -1 },
        ];
        Assert.That(Read(Write(counts, divided: false), 2), Is.EqualTo(counts));
    }

    [Test]
    public void A_value_of_a_usual_dimension_takes_some_ten_bytes()
    {
        var random = new Random(1);
        Assert.That(Write([.. Enumerable.Range(0, 1000).Select(_ => Make(random, 0.02))], divided: true).Length, Is.LessThan(14_000));
    }

    [Test]
    public void Damaged_cells_are_refused_or_read_as_some_cell_but_do_no_other_harm()
    {
        var random = new Random(2);
        byte[] good = [CellCodec.Version, CellCodec.HasOther, 2, 4, 6, .. Write([.. Enumerable.Range(0, 3).Select(_ => Make(random, 0.5))], divided: true)];
        var row = new CellRow(new CellTexts());
        row.Read(good, default);
        Assert.That(row.Keys.ToArray(), Is.EqualTo(new[] { 2, 5, CellRow.Other }));
        byte[] texts = [CellCodec.Version, CellCodec.IsText, 2, 0, 2, (byte)'a', (byte)'b', 1, 1, (byte)'c', .. Write([.. Enumerable.Range(0, 2).Select(_ => Make(random, 0.5))], divided: true)];
        foreach (var damaged in Damage.Of(good).Concat(Damage.Of(texts)))
        {
            Damage.Check(() => row.Read(damaged, good));
            Damage.Check(() => row.ReadTimes(damaged, damaged.Length));
        }

        Assert.That(() => row.Read([9, 0, 0], default), Throws.TypeOf<CorruptSketchException>().With.Message.Contains("version 9"));
    }

    static CellCounts Make(Random random, double share)
    {
        var upstream = random.NextInt64(1, 100_000);
        var own = random.NextInt64(1, 900);
        var counts = new CellCounts
        {
            Requests = 1,
            Attempts = 1,
            Timed = 1,
            Forwarded = 1,
            BytesIn = random.Next(2000),
            BytesOut = random.Next(20_000),
            DurationSum = upstream + own,
            DurationMax = upstream + own,
            UpstreamSum = upstream,
            UpstreamMax = upstream,
            OwnSum = own,
            OwnMax = own,
        };
        if (random.NextDouble() < share)
        {
            counts.Add(new CellCounts
            {
                Requests = random.Next(1, 1000),
                Errors = random.Next(2),
                ClientErrors = random.Next(3),
                Refusals = random.Next(2),
                Attempts = random.Next(9),
                Timed = 1,
                DurationSum = 700,
                DurationMax = 500,
            });
        }

        return counts;
    }

    static byte[] Write(CellCounts[] counts, bool divided)
    {
        var writer = new PackedWriter();
        CellCodec.WriteCounts(writer, counts, divided);
        return writer.ToArray();
    }

    static CellCounts[] Read(byte[] bytes, int values)
    {
        var counts = new CellCounts[values];
        Array.Fill(counts, new CellCounts { Requests = 77, OwnMax = 77, UpstreamMax = 77 });
        var reader = new PackedReader(bytes);
        CellCodec.ReadCounts(ref reader, counts);
        return counts;
    }
}
