namespace Gateway.Analytics.Events;

/// <summary>
/// What counts as what, written once: beside each condition in C#, by which cells are folded, stands the same one in SQL, by
/// which raw rows are queried. A test holds the two equal over all combinations. An exchange that never got a status has status 0.
/// <list type="bullet">
/// <item>An <b>error</b> is a 5xx, whoever made it, or an exchange that failed at the client, the gateway or the upstream; a
/// status of 400 to 499 is never one. A client that goes away before the answer has status 499 and is no error; one that breaks off within it is.</item>
/// <item>A <b>client error</b> is a status of 400 to 499 that no policy made. A 404 for a path without a route is one.</item>
/// <item>A <b>refusal</b> is an exchange that a policy refused (401, 403, 413, 429), counted apart from client errors.</item>
/// <item><b>Times</b> are those of exchanges that completed with a status, without WebSockets and other upgraded streams, which
/// last as long as somebody listens, and without those whose time nobody measured (-1: read from a log that has none). Upstream time and the gateway's own share exist for forwarded exchanges only.</item>
/// </list>
/// </summary>
public static class Outcomes
{
    public const string ErrorSql = "status >= 500 or (failed_by in (1, 2, 3) and status not between 400 and 499)";
    public const string ClientErrorSql = "status between 400 and 499 and failed_by <> 4";
    public const string RefusalSql = "failed_by = 4";
    public const string TimedSql = "status > 0 and status <> 101 and protocol <> 5 and duration_us >= 0";
    public const string ForwardedSql = TimedSql + " and upstream_us is not null";
    public const string OwnSql = "greatest(duration_us - upstream_us, 0)";

    public static bool IsError(int status, FailedBy failedBy) =>
        status >= 500 || (failedBy is FailedBy.Client or FailedBy.Gateway or FailedBy.Upstream && status is not (>= 400 and <= 499));

    public static bool IsClientError(int status, FailedBy failedBy) => status is >= 400 and <= 499 && failedBy != FailedBy.Policy;

    public static bool IsRefusal(FailedBy failedBy) => failedBy == FailedBy.Policy;

    public static bool IsTimed(int status, RequestProtocol protocol, long durationMicros) =>
        status > 0 && status != 101 && protocol != RequestProtocol.WebSocket && durationMicros >= 0;

    /// <summary>The gateway's share of a forwarded exchange, microseconds.</summary>
    public static long Own(long durationMicros, long upstreamMicros) => Math.Max(durationMicros - upstreamMicros, 0);
}
