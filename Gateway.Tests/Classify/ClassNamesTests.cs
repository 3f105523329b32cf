using Gateway.Analytics.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

using Browser = Gateway.Analytics.Classify.Browser;

public sealed class ClassNamesTests
{
    [TestCaseSource(nameof(Sets))]
    public void Every_value_has_one_name_and_one_label(Type set, IReadOnlyList<string> wire, IReadOnlyList<string> labels, int limit)
    {
        var numbers = Enum.GetValuesAsUnderlyingType(set).Cast<byte>().ToList();

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, numbers.Count)), "numbers without gaps index the names");
        Assert.That(numbers, Has.Count.LessThanOrEqualTo(limit));
        Assert.That(wire, Has.Count.EqualTo(numbers.Count));
        Assert.That(labels, Has.Count.EqualTo(numbers.Count));
        Assert.That(wire, Is.Unique);
        Assert.That(labels, Is.Unique);
        Assert.That(wire, Has.All.Matches("^[a-z]+(_[a-z]+)*$"));
        Assert.That(wire[0], Is.EqualTo("unknown"));
    }

    [Test]
    public void The_stored_numbers_have_not_moved()
    {
        Assert.That(BrowserNames.Wire[(int)Browser.SamsungInternet], Is.EqualTo("samsung_internet"));
        Assert.That(BrowserNames.Labels[(int)Browser.SamsungInternet], Is.EqualTo("Samsung Internet"));
        Assert.That(ClientOsNames.Wire[(int)ClientOs.ChromeOs], Is.EqualTo("chrome_os"));
        Assert.That(DeviceNames.Wire[(int)Device.Tablet], Is.EqualTo("tablet"));
        Assert.That(TrafficClassNames.Wire[(int)TrafficClass.HttpLibrary], Is.EqualTo("http_library"));
        Assert.That((int[])[(int)Browser.Other, (int)ClientOs.Other, (int)Device.Other, (int)TrafficClass.Monitor], Is.EqualTo((int[])[11, 7, 5, 6]));
    }

    static IEnumerable<object[]> Sets() =>
    [
        [typeof(Browser), BrowserNames.Wire, BrowserNames.Labels, 12],
        [typeof(ClientOs), ClientOsNames.Wire, ClientOsNames.Labels, 9],
        [typeof(Device), DeviceNames.Wire, DeviceNames.Labels, 6],
        [typeof(TrafficClass), TrafficClassNames.Wire, TrafficClassNames.Labels, 7],
    ];
}
