using System.Net;
using Gateway.Analytics.Classify;
using NUnit.Framework;
using Raw = Gateway.Tests.Classify.MmdbFixture.Raw;

namespace Gateway.Tests.Classify;

public sealed class MmdbReaderTests
{
    [Test]
    public void Every_network_is_found_and_nothing_beside_it([Values(24, 28, 32)] int recordSize, [Values(4, 6)] int ipVersion)
    {
        var reader = new MmdbReader(new MmdbFixture(ipVersion, recordSize).Add("10.0.0.0/8", "wide").Add("10.1.2.0/24", "narrow").Build());

        Assert.That(Look(reader, "10.1.2.3"), Is.EqualTo("narrow"));
        Assert.That(Look(reader, "10.1.3.1"), Is.EqualTo("wide"));
        Assert.That(Look(reader, "11.0.0.1"), Is.Null);
        Assert.That(Look(reader, "::ffff:10.1.2.3"), Is.EqualTo("narrow"), "IPv4 in IPv6");
        Assert.That(Look(reader, "2001:db8::1"), Is.Null);
    }

    [TestCaseSource(nameof(Values))]
    public void Every_type_is_read(object value)
    {
        var reader = new MmdbReader(new MmdbFixture().Add("10.0.0.0/8", value).Build());

        Assert.That(Look(reader, "10.0.0.1"), Is.EqualTo(value is ushort number ? (uint)number : value));
    }

    [TestCase(1)]
    [TestCase(2_500)]
    [TestCase(600_000)]
    public void A_pointer_of_every_length_is_followed(int padding)
    {
        var fixture = new MmdbFixture();
        fixture.Append(new byte[padding]);
        var target = fixture.Append("target");
        var map = new Dictionary<string, object> { ["key"] = Pointer(target), ["next"] = 7u };
        var reader = new MmdbReader(fixture.Add("10.0.0.0/8", map).Build());

        Assert.That(Look(reader, "10.0.0.1"), Is.EqualTo(new Dictionary<string, object> { ["key"] = "target", ["next"] = 7u }));
    }

    [TestCaseSource(nameof(Damages))]
    public void Damage_is_named(byte[] file, string named) =>
        Assert.That(
            () =>
            {
                var reader = new MmdbReader(file);
                foreach (var record in reader.Records())
                    reader.Data.Read(record);
            },
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(named));

    [Test]
    public void Any_bytes_give_an_answer_or_say_that_they_are_damaged()
    {
        var original = System.IO.File.ReadAllBytes(TestData.PathOf("GeoLite2-Country-Test.mmdb"));
        var random = new Random(42);
        var addresses = Enumerable.Range(0, 20).Select(i => new IPAddress(random.NextInt64(uint.MaxValue))).Append(IPAddress.IPv6Loopback).ToList();
        int read = 0, refused = 0;
        for (var round = 0; round < 1_500; round++)
        {
            var file = original[..(round % 3 == 0 ? random.Next(original.Length) : original.Length)];

            // Half of the flips go where the metadata is: damage there is the most far-reaching.
            for (var flips = round % 3 == 0 ? 0 : random.Next(1, 8); flips > 0; flips--)
                file[flips % 2 == 0 ? random.Next(file.Length) : file.Length - 1 - random.Next(600)] = (byte)random.Next(256);
            try
            {
                var reader = new MmdbReader(file);
                foreach (var address in addresses)
                    Look(reader, address.ToString());
                foreach (var record in reader.Records())
                    reader.Data.TryFind(reader.Data.Field(record), "country"u8, out _);
                read++;
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.That(read, Is.GreaterThan(50));
        Assert.That(refused, Is.GreaterThan(50));
    }

    static object? Look(MmdbReader reader, string address) =>
        reader.Find(IPAddress.Parse(address)) is >= 0 and var record ? reader.Data.Read(record) : null;

    static Raw Pointer(int target) => target switch
    {
        < 2_048 => new((byte)(0x20 | target >> 8), (byte)target),
        < 526_336 => new((byte)(0x28 | (target - 2_048) >> 16), (byte)((target - 2_048) >> 8), (byte)(target - 2_048)),
        _ => new(0x38, (byte)(target >> 24), (byte)(target >> 16), (byte)(target >> 8), (byte)target),
    };

    static IEnumerable<object> Values() =>
    [
        "text", new string('é', 20), new string('x', 300), new string('y', 70_000), string.Empty, 1.5, -2.5f, new byte[] { 1, 2, 3 }, (ushort)65_535, uint.MaxValue,
        -1, 7, ulong.MaxValue, UInt128.MaxValue, 0u, true, false, new object[] { 1u, "two", new object[] { 3.0 } },
        new Dictionary<string, object> { ["a"] = new Dictionary<string, object> { ["b"] = "c" }, ["d"] = true },
    ];

    static IEnumerable<TestCaseData> Damages()
    {
        yield return new(Array.Empty<byte>(), "no metadata marker");
        yield return new(new byte[100], "no metadata marker");
        yield return new("\xAB\xCD\xEFMaxMind.com"u8.ToArray(), "no metadata marker");
        yield return new(File().Build(metadata => metadata["binary_format_major_version"] = (ushort)3), "format 3");
        yield return new(File().Build(metadata => metadata["ip_version"] = (ushort)5), "ip_version");
        yield return new(File().Build(metadata => metadata["record_size"] = (ushort)26), "record_size");
        yield return new(File().Build(metadata => metadata.Remove("node_count")), "no number node_count");
        yield return new(File().Build(metadata => metadata["node_count"] = uint.MaxValue), "longer than the file");
        yield return new(File().Build(metadata => metadata["node_count"] = ulong.MaxValue), "longer than the file");
        yield return new(new MmdbFixture().Add("10.0.0.0/8", 1_000_000).Build(), "points past its data");
        yield return Record(new Raw(0x43, (byte)'a'), "runs past the end");
        yield return Record(new Raw(0x3F, 0xFF, 0xFF, 0xFF, 0xFF), "a pointer past the end");
        yield return Record(new Raw(0x20, 0x00), "a pointer to a pointer");
        yield return Record(new Raw(0x00, 0x05), "type 12");
        yield return Record(new Raw(0x00, 0xFF), "type 262");
        yield return Record(new Raw(0x42, 0xFF, 0xFE), "not UTF-8");
        yield return Record(new Raw(0xA3, 1, 2, 3), "a number of 3 bytes");
        yield return Record(new Raw(0x61, 1), "a floating-point number of 1 bytes");
        yield return Record(new Raw(0xE1, 0xC1, 1, 0xC1, 1), "a map key that is no text");

        // An array of itself, and arrays that each hold the one before eight times: small files that would never end.
        yield return Record(new Raw(0x01, 0x04, 0x20, 0x00), "nested deeper");
        var bomb = new MmdbFixture();
        var inner = bomb.Append(new Raw(0x08, 0x04, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0));
        for (var depth = 0; depth < 12; depth++)
            inner = bomb.Append(new Raw([0x08, 0x04, .. Enumerable.Repeat(Pointer(inner).Bytes, 8).SelectMany(bytes => bytes)]));
        yield return new(bomb.Add("10.0.0.0/8", inner).Build(), "too many values");
    }

    static MmdbFixture File() => new MmdbFixture().Add("10.0.0.0/8", "x");

    static TestCaseData Record(Raw damaged, string named) => new(new MmdbFixture().Add("10.0.0.0/8", damaged).Build(), named);
}
