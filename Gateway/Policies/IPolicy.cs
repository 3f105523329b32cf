using Gateway.Analytics.Events;

namespace Gateway.Policies;

/// <summary>
/// Stands between a matched request and its upstream and may refuse it.
/// To add one: a class like <c>BodySizePolicy.cs</c>, and a line in <c>Policies.cs</c> at the place where it is to run.
/// It runs for every request of every route, so it returns at once where the route does not ask for it, and allocates nothing.
/// </summary>
interface IPolicy
{
    /// <summary>Null lets the request pass.</summary>
    ValueTask<Refusal?> CheckAsync(HttpContext http, RoutePlan route, Admission admission);
}

/// <summary>What policies have found out about the sender; capture reuses it and checks nothing again.</summary>
sealed class Admission
{
    public KeyEntry? Key { get; set; }

    /// <summary>Pseudonym of the token's subject, else of the key's consumer; 0 when nobody is known.</summary>
    public long User { get; set; }

    /// <summary>Whether nobody sent the request: nothing is noted of it.</summary>
    public bool IsTrial { get; set; }

    public void Reset() => (Key, User) = (null, 0);
}

/// <summary>A "no": made once, answered often.</summary>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Reason">As it is counted.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">What to do.</param>
sealed record Refusal(int Status, Reason Reason, string Title, string Detail)
{
    /// <summary>The policy, unless it could not decide for a failure of ours.</summary>
    public FailedBy By { get; init; } = FailedBy.Policy;

    /// <summary>As <c>WWW-Authenticate</c>; null: none, or plainly Bearer for 401.</summary>
    public string? Challenge { get; init; }

    /// <summary>As <c>Retry-After</c>, in seconds; null: none.</summary>
    public int? RetryAfter { get; init; }
}
