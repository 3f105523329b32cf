using Gateway.Admin.Contract;

namespace Gateway.Admin.Routes;

/// <summary>What can be said of a route's fields without knowing the proxy or the rest of the store.</summary>
static class RouteChecks
{
    static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"];

    public static void Check(RouteDocument route, FieldErrors errors, string path)
    {
        string At(string field) => FieldErrors.Join(path, field);
        if (route.Match.Hosts.Count == 0 && string.IsNullOrEmpty(route.Match.Path))
            errors.Add(At("match"), "must name at least one host or a path; for everything write path /{**rest}");
        for (var i = 0; i < route.Match.Hosts.Count; i++)
            CheckHost(route.Match.Hosts[i], errors, At($"match.hosts[{i}]"));
        for (var i = 0; i < route.Match.Methods.Count; i++)
        {
            if (!Methods.Contains(route.Match.Methods[i]))
                errors.Add(At($"match.methods[{i}]"), $"must be one of {string.Join(", ", Methods)}");
        }

        CheckValues(route.Match.Headers, errors, At("match.headers"));
        CheckValues(route.Match.Query, errors, At("match.query"));
        if (route.Timeout is { } timeout && (timeout < TimeSpan.FromMilliseconds(1) || timeout > TimeSpan.FromDays(1)))
            errors.Add(At("timeout"), "must be between 00:00:00.001 and 1.00:00:00");
        if (route.MaxRequestBodyBytes is < 0)
            errors.Add(At("maxRequestBodyBytes"), "must be 0 or more bytes; leave it out for 30000000");
        if (route.Maintenance is { } rest)
        {
            if (rest.RetryAfter < TimeSpan.FromSeconds(1) || rest.RetryAfter > TimeSpan.FromDays(1))
                errors.Add(At("maintenance.retryAfter"), "must be between 00:00:01 and 1.00:00:00");
            if (rest.Text is { } text && (string.IsNullOrWhiteSpace(text) || text.Length > 1000))
                errors.Add(At("maintenance.text"), "must be 1 to 1000 characters; leave it out for a plain sentence");
        }

        if (!IsToken(route.Access.Header))
            errors.Add(At("access.header"), "must be the name of a header, such as X-Api-Key");
        if (route.Access.Jwt is { } jwt)
            JwtChecks.Check(jwt, route.Access, errors, At("access.jwt"));
        if (route.Match.Path is { Length: > 2000 })
            errors.Add(At("match.path"), "must be at most 2000 characters");
    }

    static void CheckHost(string host, FieldErrors errors, string path)
    {
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        var colon = name.LastIndexOf(':');
        if (colon >= 0 && !name.EndsWith(']'))
        {
            if (!ushort.TryParse(name[(colon + 1)..], out _))
                errors.Add(path, "has a port that is not a number from 1 to 65535");
            name = name[..colon];
        }

        if (Uri.CheckHostName(name) == UriHostNameType.Unknown || host.Length > 260)
            errors.Add(path, "must be a host name, such as api.example.com, *.example.com or localhost:8080");
    }

    static void CheckValues(IReadOnlyList<ValueMatchDocument> matches, FieldErrors errors, string path)
    {
        for (var i = 0; i < matches.Count; i++)
        {
            var at = $"{path}[{i}]";
            var match = matches[i];
            if (!IsToken(match.Name))
                errors.Add(FieldErrors.Join(at, "name"), "must be a name without spaces");
            var needsValues = match.Mode is not (MatchMode.Exists or MatchMode.NotExists);
            if (needsValues != match.Values.Count > 0)
                errors.Add(FieldErrors.Join(at, "values"), needsValues ? $"must have at least one value for mode {match.Mode}" : $"must be empty for mode {match.Mode}");
        }
    }

    // RFC 9110, 5.6.2: token.
    public static bool IsToken(string text) =>
        text.Length is > 0 and <= 200 && text.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character));
}
