using Gateway.Admin.Contract;
using Gateway.Admin.Secrets;
using Gateway.Analytics.Events;

namespace Gateway.Policies;

/// <summary>Asks for an API key where the route does, from memory alone.</summary>
sealed class KeyPolicy(KeyRing ring, UserPseudonyms users, TimeProvider time) : IPolicy
{
    const string BearerScheme = "Bearer ";
    const int MaximumLength = 512;

    static readonly Refusal Missing = new(401, Reason.KeyMissing, "API key required", "Send your key as Authorization: Bearer or in the route's key header.");
    static readonly Refusal Malformed = new(401, Reason.KeyMalformed, "API key malformed", "This is not a whole key of this gateway. Check for missing characters.");
    static readonly Refusal Unknown = new(401, Reason.KeyUnknown, "API key unknown", "No such key. It may have been rotated or removed.");
    static readonly Refusal Expired = new(401, Reason.KeyExpired, "API key expired", "Ask its owner for a new one.");
    static readonly Refusal Revoked = new(401, Reason.KeyRevoked, "API key revoked", "Ask its owner for a new one.");
    static readonly Refusal Suspended = new(403, Reason.KeySuspended, "API key suspended", "Its owner has to resume it.");
    static readonly Refusal NotAllowed = new(403, Reason.KeyNotAllowed, "API key not allowed here", "The key is valid but may not call this route.");

    public ValueTask<Refusal?> CheckAsync(HttpContext http, RoutePlan route, Admission admission) =>
        new(route.KeyAccess == KeyAccess.None ? null : Check(http, route, admission));

    Refusal? Check(HttpContext http, RoutePlan route, Admission admission)
    {
        var headers = http.Request.Headers;
        var fromHeader = headers[route.KeyHeader];
        var sent = fromHeader.Count > 0 ? fromHeader[0] : null;
        var authorization = sent is null && route.KeyMayBeBearer && headers.Authorization is [{ } value] && value.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase) ? value : null;
        var secret = sent is not null ? sent.AsSpan().Trim() : authorization.AsSpan(authorization is null ? 0 : BearerScheme.Length).Trim();
        if (secret.IsEmpty)
            return route.KeyAccess == KeyAccess.Optional ? null : Missing;

        // A key that was taken over by its hash has a form of its own; only what claims to be ours must be whole.
        if (secret.StartsWith(KeySecret.Marker) && !KeySecret.IsWellFormed(secret))
            return Malformed;
        if (secret.Length > MaximumLength && (route.KeyAccess == KeyAccess.Required || authorization is null))
            return Malformed;

        var now = time.GetUtcNow();
        var key = secret.Length > MaximumLength ? null : ring.Current.Find(secret, now);
        if (key is null || key.Tenant != route.Tenant)
        {
            // An optional key in Authorization may be a token for the upstream.
            return route.KeyAccess == KeyAccess.Optional && authorization is not null && !secret.StartsWith(KeySecret.Marker) ? null : Unknown;
        }

        (admission.Key, admission.User) = (key, key.UserBy(users));
        if (key.Revoked)
            return Revoked;
        if (key.ExpiresAt <= now)
            return Expired;
        if (!key.Enabled)
            return Suspended;
        if (!key.MayCall(route))
            return NotAllowed;

        if (!admission.IsTrial)
            key.Used(now);
        if (!route.PassKey)
            headers.Remove(sent is not null ? route.KeyHeader : "Authorization");
        return null;
    }
}

/// <summary>Holds the table of keys in force.</summary>
sealed class KeyRing
{
    volatile KeyTable current = KeyTable.Empty;

    public KeyTable Current
    {
        get => current;
        set => current = value;
    }
}
