using System.Globalization;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Events;

namespace Gateway.Analytics.Queries;

/// <summary>
/// One value of a closed set: the stored number, its name in queries and answers (null for "none"), its name on pages.
/// </summary>
public sealed record ClosedValue(int Number, string? Name, string Label);

/// <summary>The closed sets that are stored as numbers.</summary>
static class ClosedSets
{
    public static IReadOnlyList<ClosedValue> Methods { get; } =
        [.. RequestMethods.Names.Select((name, number) => new ClosedValue(number, name, name == "_OTHER" ? "Other" : name))];

    public static IReadOnlyList<ClosedValue> Protocols { get; } =
    [
        new((int)RequestProtocol.Unknown, "unknown", "Unknown"),
        new((int)RequestProtocol.Http10, "http/1.0", "HTTP/1.0"),
        new((int)RequestProtocol.Http11, "http/1.1", "HTTP/1.1"),
        new((int)RequestProtocol.Http2, "http/2", "HTTP/2"),
        new((int)RequestProtocol.Http3, "http/3", "HTTP/3"),
        new((int)RequestProtocol.WebSocket, "websocket", "WebSocket"),
    ];

    /// <summary>The first digit of the status; 0 where the client got none.</summary>
    public static IReadOnlyList<ClosedValue> StatusClasses { get; } =
    [
        new(0, null, "No answer"),
        new(1, "1xx", "1xx informational"),
        new(2, "2xx", "2xx success"),
        new(3, "3xx", "3xx redirection"),
        new(4, "4xx", "4xx client error"),
        new(5, "5xx", "5xx server error"),
    ];

    public static IReadOnlyList<ClosedValue> FailedBy { get; } = Of<FailedBy>(none: Events.FailedBy.None);

    public static IReadOnlyList<ClosedValue> Reasons { get; } = Of<Reason>(none: Reason.None);

    public static IReadOnlyList<ClosedValue> Browsers { get; } = Of(BrowserNames.Wire, BrowserNames.Labels);

    public static IReadOnlyList<ClosedValue> Systems { get; } = Of(ClientOsNames.Wire, ClientOsNames.Labels);

    public static IReadOnlyList<ClosedValue> Devices { get; } = Of(DeviceNames.Wire, DeviceNames.Labels);

    public static IReadOnlyList<ClosedValue> TrafficClasses { get; } = Of(TrafficClassNames.Wire, TrafficClassNames.Labels);

    static IReadOnlyList<ClosedValue> Of(IReadOnlyList<string> names, IReadOnlyList<string> labels) =>
        [.. names.Zip(labels, (name, label) => (name, label)).Select((each, number) => new ClosedValue(number, each.name, each.label))];

    /// <summary>An enum as a set: <c>ConnectFailed</c> becomes <c>connectFailed</c>, "Connect failed".</summary>
    static IReadOnlyList<ClosedValue> Of<T>(T? none = null)
        where T : struct, Enum =>
    [
        .. Enum.GetValues<T>().Select(value => new ClosedValue(
            Convert.ToInt32(value, CultureInfo.InvariantCulture),
            value.Equals(none) ? null : Camel(value.ToString()),
            value.Equals(none) ? "(none)" : Words(value.ToString()))),
    ];

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    static string Words(string name) => string.Concat(name.Select((letter, index) =>
        index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}
