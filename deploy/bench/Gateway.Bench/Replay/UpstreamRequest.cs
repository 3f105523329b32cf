namespace Gateway.Bench.Replay;

/// <summary>One request as it arrived behind the gateway.</summary>
/// <param name="Line">The log's line; -1 where the request said none.</param>
/// <param name="Method">As it arrived.</param>
/// <param name="Target">Path and query as they arrived.</param>
/// <param name="Referrer">As it arrived.</param>
/// <param name="UserAgent">As it arrived.</param>
/// <param name="CarriesKey">Whether the client's key was passed on, which it must not be.</param>
public sealed record UpstreamRequest(int Line, string Method, string Target, string? Referrer, string? UserAgent, bool CarriesKey);
