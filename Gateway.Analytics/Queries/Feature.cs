namespace Gateway.Analytics.Queries;

/// <summary>A part of the product that brings fields which presets are made of.</summary>
enum Feature
{
    /// <summary>Visitors of a day, and what is left out of them.</summary>
    Visitors,

    /// <summary>Where visitors came from: referrers and campaigns.</summary>
    Referrers,

    /// <summary>How requests are spread over users.</summary>
    Distributions,

    /// <summary>Quotas of API keys.</summary>
    Quotas,

    /// <summary>Requests that are sent again after a failure.</summary>
    Retries,

    /// <summary>Tokens, models and costs that upstreams report.</summary>
    Tokens,
}
