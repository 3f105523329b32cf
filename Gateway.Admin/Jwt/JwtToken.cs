using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Admin.Jwt;

/// <summary>
/// What a token says, as far as anybody here asks. Reading checks its form alone: nothing in it is to be believed before
/// <see cref="JwtValidator"/> has checked its signature.
/// </summary>
sealed record JwtToken
{
    static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public required string Algorithm { get; init; }

    public required string? KeyId { get; init; }

    /// <summary>Of the header; null when it says none.</summary>
    public required string? Type { get; init; }

    /// <summary>Whether the header asks for extensions that must be understood; none is.</summary>
    public required bool IsCritical { get; init; }

    public required string? Issuer { get; init; }

    public required string? Subject { get; init; }

    public required string[] Audiences { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset? NotBefore { get; init; }

    public required string[] Scopes { get; init; }

    /// <summary>Claims whose value is a text, a number, true, false, or a list of these.</summary>
    public required Dictionary<string, string[]> Claims { get; init; }

    /// <summary>How many characters are signed: header, dot, payload.</summary>
    public required int SignedLength { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>Null when it is no signed token with a time of expiry, in every part.</summary>
    public static JwtToken? Read(ReadOnlySpan<char> token)
    {
        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        if (first <= 0 || last <= first + 1 || last == token.Length - 1)
            return null;
        try
        {
            using var header = Part(token[..first]);
            using var payload = Part(token[(first + 1)..last]);
            var signature = token[(last + 1)..];
            return header is null || payload is null || !IsPart(signature) ? null : Of(header.RootElement, payload.RootElement, last, Base64Url.DecodeFromChars(signature));
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException)
        {
            // InvalidOperationException: text with half a surrogate pair, or a value of another kind than the name promises.
            return null;
        }
    }

    /// <summary>All that a token says that <see cref="Read"/> could read, for whoever needs more of it.</summary>
    /// <exception cref="JsonException">Something deeper inside is no text.</exception>
    public static JsonElement Payload(ReadOnlySpan<char> token) =>
        StrictJson.Parse(Base64Url.DecodeFromChars(token[(token.IndexOf('.') + 1)..token.LastIndexOf('.')]));

    static JwtToken? Of(JsonElement header, JsonElement payload, int signedLength, byte[] signature)
    {
        if (!header.TryGetProperty("alg", out var algorithm) || Time(payload, "exp") is not { } expiresAt)
            return null;
        var claims = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var claim in payload.EnumerateObject())
        {
            if (Values(claim.Value) is { } values)
                claims[claim.Name] = values;
        }

        return new JwtToken
        {
            Algorithm = algorithm.GetString() ?? throw new FormatException("alg"),
            KeyId = Text(header, "kid"),
            Type = Text(header, "typ"),
            IsCritical = header.TryGetProperty("crit", out _),
            Issuer = Text(payload, "iss"),
            Subject = Text(payload, "sub"),
            Audiences = Texts(payload, "aud"),
            ExpiresAt = expiresAt,
            NotBefore = Time(payload, "nbf"),
            Scopes = [.. Texts(payload, "scope").Concat(Texts(payload, "scp")).SelectMany(scope => scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            Claims = claims,
            SignedLength = signedLength,
            Signature = signature,
        };
    }

    static JsonDocument? Part(ReadOnlySpan<char> part)
    {
        if (!IsPart(part))
            return null;
        var json = Base64Url.DecodeFromChars(part);
        if (!Utf8.IsValid(json))
            return null;
        var document = JsonDocument.Parse(json, StrictJson.Options);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        return null;
    }

    // The decoder alone would pass over white space and padding.
    static bool IsPart(ReadOnlySpan<char> part) => !part.ContainsAnyExcept(Alphabet) && part.Length % 4 != 1;

    static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetString() ?? throw new FormatException(name) : null;

    /// <summary>A text or a list of texts; nothing else.</summary>
    static string[] Texts(JsonElement of, string name) =>
        !of.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(each => each.GetString() ?? throw new FormatException(name))]
        : [value.GetString() ?? throw new FormatException(name)];

    /// <summary>Seconds since 1970, whole or not; what is past all calendars is the last or first day of ours.</summary>
    static DateTimeOffset? Time(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out var value))
            return null;
        var seconds = value.GetDouble();
        return seconds >= 253402300799 ? DateTimeOffset.MaxValue
            : seconds <= -62135596800 ? DateTimeOffset.MinValue
            : DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Floor(seconds * 1000));
    }

    static string[]? Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Value).OfType<string>()],
        JsonValueKind.Object or JsonValueKind.Null => null,
        _ => [Value(value)!],
    };

    // Lists in lists are not looked into: whoever asks for "gold" does not mean one that is hidden deeper.
    static string? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
