namespace Gateway.Analytics.Queries.Catalogue;

/// <summary>What language models behind the gateway report.</summary>
static class Tokens
{
    public static IReadOnlyList<Preset> Presets { get; } =
    [
        new(
            "tokens/over-time",
            "Tokens over time",
            "Tokens in and out over time.",
            new Query { Measures = ["tokensIn", "tokensOut"], Split = "time" }) { Widget = "area", ArrivesWith = Feature.Tokens },
        new(
            "tokens/by-model",
            "Tokens by model",
            "The models with the most tokens.",
            new Query { Measures = ["tokensOut", "tokensIn", "requests"], Split = "model" }) { Drill = "model", ArrivesWith = Feature.Tokens },
        new(
            "tokens/by-consumer",
            "Tokens by consumer",
            "The consumers with the most tokens.",
            new Query { Measures = ["tokensOut", "tokensIn", "requests"], Split = "consumer" }) { Drill = "consumer", ArrivesWith = Feature.Tokens },
        new(
            "tokens/cost",
            "Estimated cost and emissions",
            "Estimated by the operator's table, over time.",
            new Query { Measures = ["estimatedCost", "estimatedEmissions"], Split = "time" }) { ArrivesWith = Feature.Tokens },
    ];
}
