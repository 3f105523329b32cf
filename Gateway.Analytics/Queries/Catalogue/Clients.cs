namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>What clients are made of.</summary>
static class Clients
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "clients/countries",
            "Top countries",
            "Where clients came from.",
            new Query { Measures = ["requests"], Split = "country" }) { Drill = "country" },
        new(
            "clients/browsers",
            "Browsers",
            "Which browsers were used.",
            new Query { Measures = ["requests"], Split = "browser" }) { Widget = "donut", Drill = "browser" },
        new(
            "clients/systems",
            "Operating systems",
            "Which operating systems were used.",
            new Query { Measures = ["requests"], Split = "os" }) { Widget = "donut", Drill = "os" },
        new(
            "clients/devices",
            "Devices",
            "Which kinds of devices were used.",
            new Query { Measures = ["requests"], Split = "device" }) { Widget = "donut", Drill = "device" },
        new(
            "clients/traffic-classes",
            "Traffic classes",
            "People, programs and bots.",
            new Query { Measures = ["requests"], Split = "trafficClass" }) { Widget = "donut", Drill = "trafficClass" },
        new(
            "clients/traffic-classes-over-time",
            "Traffic classes over time",
            "People, programs and bots over time.",
            new Query { Measures = ["requests"], Split = new(["time", "trafficClass"]) }) { Widget = "area", Drill = "trafficClass" },
        new(
            "clients/protocols",
            "Protocols",
            "How clients spoke to the gateway.",
            new Query { Measures = ["requests"], Split = "protocol" }) { Widget = "donut", Drill = "protocol" },
        new(
            "clients/bots-over-time",
            "Bots over time",
            "Declared bots, search engines and agents over time.",
            new Query { Measures = ["requests"], Split = new(["time", "trafficClass"]), Filters = [new Filter { Dimension = "trafficClass", Op = "oneOf", Values = ["declared_bot", "ai_agent", "search_bot"] }] }) { Widget = "area", Drill = "trafficClass" },
    ];
}
