using Gateway.Admin.Contract;

namespace Gateway.Admin.Routes;

/// <summary>What can be said of a route's token without asking its issuer.</summary>
static class JwtChecks
{
    const int MaximumEntries = 50;
    const int MaximumText = 500;

    static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(5);

    public static void Check(JwtDocument jwt, AccessDocument access, FieldErrors errors, string path)
    {
        string At(string field) => FieldErrors.Join(path, field);
        if (CheckAddress(jwt.Issuer, errors, At("issuer")) is { Query.Length: > 0 })
            errors.Add(At("issuer"), "must have no query");
        if (jwt.JwksUri is not null)
            CheckAddress(jwt.JwksUri, errors, At("jwksUri"));
        if (jwt.Audiences.Count == 0)
            errors.Add(At("audiences"), "must name at least one audience; a token for somebody else would pass otherwise");
        CheckTexts(jwt.Audiences, errors, At("audiences"));
        CheckAlgorithms(jwt.Algorithms, errors, At("algorithms"));
        CheckTexts(jwt.RequiredScopes, errors, At("requiredScopes"));
        for (var i = 0; i < jwt.RequiredScopes.Count; i++)
        {
            if (jwt.RequiredScopes[i]?.Contains(' ', StringComparison.Ordinal) == true)
                errors.Add(At($"requiredScopes[{i}]"), "must be one scope, without spaces");
        }

        if (jwt.RequiredClaims.Count > MaximumEntries)
            errors.Add(At("requiredClaims"), $"must have at most {MaximumEntries} entries");
        foreach (var (name, values) in jwt.RequiredClaims)
        {
            if (values.Count == 0)
                errors.Add(At($"requiredClaims.{name}"), "must name at least one value");
            CheckTexts(values, errors, At($"requiredClaims.{name}"));
        }

        if (!RouteChecks.IsToken(jwt.Header))
            errors.Add(At("header"), "must be the name of a header, such as Authorization");
        else if (access.ApiKey != KeyAccess.None && jwt.Header.Equals(access.Header, StringComparison.OrdinalIgnoreCase))
            errors.Add(At("header"), "must be another header than that of the API key");
        if (jwt.ClockSkew < TimeSpan.Zero || jwt.ClockSkew > MaximumSkew)
            errors.Add(At("clockSkew"), "must be between 00:00:00 and 00:05:00");
    }

    static Uri? CheckAddress(string address, FieldErrors errors, string path)
    {
        var isSafe = Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && address.Length <= MaximumText;
        if (!isSafe)
            errors.Add(path, $"must be an https address, such as https://id.example.com, or http on localhost; at most {MaximumText} characters, without user and fragment");
        return isSafe ? uri : null;
    }

    static void CheckAlgorithms(IReadOnlyList<string> algorithms, FieldErrors errors, string path)
    {
        var accepted = $"accepted are {string.Join(", ", JwtAlgorithms.All)}";
        if (algorithms.Count == 0)
            errors.Add(path, $"must name at least one algorithm; {accepted}");
        for (var i = 0; i < algorithms.Count && i < MaximumEntries; i++)
        {
            if (JwtAlgorithms.All.Contains(algorithms[i]))
                continue;
            errors.Add($"{path}[{i}]", algorithms[i]?.ToUpperInvariant() switch
            {
                "NONE" => $"none would take tokens that nobody signed; {accepted}",
                "HS256" or "HS384" or "HS512" => $"{algorithms[i]} is symmetric: who can check a token could also make one; {accepted}",
                _ => $"is not a known algorithm; {accepted}",
            });
        }
    }

    static void CheckTexts(IReadOnlyList<string> texts, FieldErrors errors, string path)
    {
        if (texts.Count > MaximumEntries)
            errors.Add(path, $"must have at most {MaximumEntries} entries");
        for (var i = 0; i < texts.Count && i < MaximumEntries; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i]) || texts[i].Length > MaximumText)
                errors.Add($"{path}[{i}]", $"must be 1 to {MaximumText} characters");
        }
    }
}
