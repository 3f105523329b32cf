using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Jwt;

/// <summary>
/// The keys of one issuer for one tenant. One call at a time fetches them; while the issuer is away those from before go on,
/// whatever their age. Tenants share none, so none can use up another's calls, or speak for its issuer.
/// </summary>
sealed partial class JwtIssuer(string tenant, string issuer, Uri? jwksUri, IssuerClient client, TimeProvider time, ILogger log)
{
    static readonly TimeSpan Refresh = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    readonly Lock gate = new();
    volatile JwtKeySet? keys;
    volatile bool isAway;
    Task fetching = Task.CompletedTask;
    DateTimeOffset asked = DateTimeOffset.MinValue;
    DateTimeOffset tried = DateTimeOffset.MinValue;
    DateTimeOffset fetched;
    DateTimeOffset said = DateTimeOffset.MinValue;

    public string Tenant => tenant;

    /// <summary>As tokens name it, letter by letter.</summary>
    public string Issuer => issuer;

    /// <summary>Null until it has answered for the first time.</summary>
    public JwtKeySet? Keys => keys;

    /// <summary>Whether the last call brought no keys.</summary>
    public bool IsAway => isAway;

    /// <summary>When it is to be asked again without anybody waiting for it.</summary>
    public DateTimeOffset Due
    {
        get
        {
            lock (gate)
                return tried == DateTimeOffset.MinValue ? tried : tried + (isAway ? Again : Refresh);
        }
    }

    /// <summary>Fetches the keys, or joins the call that does. Never throws.</summary>
    public Task FetchAsync()
    {
        lock (gate)
        {
            if (fetching.IsCompleted)
            {
                tried = time.GetUtcNow();
                // Kept in this field and ended by the client's own time limit; whoever waits may leave earlier.
                fetching = Task.Run(TryFetchAsync);
            }

            return fetching;
        }
    }

    /// <summary>Fetches on behalf of a token whose key is not known: at most once in 30 s, so that tokens cannot drive it.</summary>
    public Task AskAsync()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!fetching.IsCompleted || now - asked < Again)
                return fetching;
            asked = now;
        }

        return FetchAsync();
    }

    async Task TryFetchAsync()
    {
        try
        {
            var found = await client.ReadKeysAsync(issuer, jwksUri, CancellationToken.None);
            if (isAway)
                Log.Back(log, issuer, tenant);
            if (!found.IsSameAs(keys))
            {
                keys = found;
                Log.Fetched(log, issuer, tenant, found.Keys.Count);
                if (found.LeftOut.Count > 0)
                    Log.LeftOut(log, issuer, tenant, string.Join("; ", found.LeftOut));
            }

            (isAway, fetched, said) = (false, time.GetUtcNow(), DateTimeOffset.MinValue);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The edge of the call: what is known stays known, and the next call tries again.
            Away(failed);
        }
    }

    void Away(Exception failed)
    {
        isAway = true;
        var now = time.GetUtcNow();
        if (now - said < Refresh)
            return;
        said = now;
        var reason = failed is OperationCanceledException ? "it did not answer in time" : failed.InnerException?.Message ?? failed.Message;
        if (keys is null)
            Log.Unknown(log, issuer, tenant, reason);
        else
            Log.Away(log, issuer, tenant, now - fetched, reason);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Issuer {Issuer} of tenant {Tenant} has {Count} keys.")]
        public static partial void Fetched(ILogger log, string issuer, string tenant, int count);

        [LoggerMessage(LogLevel.Warning, "Keys of issuer {Issuer} of tenant {Tenant} are not used: {Keys}")]
        public static partial void LeftOut(ILogger log, string issuer, string tenant, string keys);

        [LoggerMessage(LogLevel.Warning, "Issuer {Issuer} of tenant {Tenant} gives no keys; those from {Age} ago go on: {Reason}")]
        public static partial void Away(ILogger log, string issuer, string tenant, TimeSpan age, string reason);

        [LoggerMessage(LogLevel.Error, "Issuer {Issuer} of tenant {Tenant} gives no keys and none are known; requests that need them get 503: {Reason}")]
        public static partial void Unknown(ILogger log, string issuer, string tenant, string reason);

        [LoggerMessage(LogLevel.Information, "Issuer {Issuer} of tenant {Tenant} gives keys again.")]
        public static partial void Back(ILogger log, string issuer, string tenant);
    }
}
