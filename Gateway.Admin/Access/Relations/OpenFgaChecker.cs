using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Access.Relations;

/// <summary>
/// OpenFGA's HTTP API: <c>POST /stores/{store}/check</c> and <c>POST /stores/{store}/list-objects</c>
/// (https://openfga.dev/api/service). It is asked for the higher consistency, so that its own cache does not add to the time in
/// which a removed relation shows; servers before 1.5.7 pass over that.
/// </summary>
sealed class OpenFgaChecker : IRelationChecker, IDisposable
{
    /// <summary>A server answers at most 1,000 objects unless set otherwise.</summary>
    const int MaximumAnswerBytes = 4 * 1024 * 1024;

    readonly HttpClient client;
    readonly OpenFgaOptions options;
    readonly string store;

    public OpenFgaChecker(OpenFgaOptions options)
    {
        this.options = options;
        store = $"{options.ApiUrl!.TrimEnd('/')}/stores/{options.StoreId}";
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaximumAnswerBytes,
        };
    }

    public string Name => "OpenFGA";

    public async Task<IReadOnlyList<string>> ListAsync(string user, string relation, string type, CancellationToken token)
    {
        var answer = await AskAsync<ListAnswer>("list-objects", new { type, relation, user, options.AuthorizationModelId, Consistency }, token);
        return answer.Objects
            ?? throw new RelationsAwayException("list-objects answered without a list of objects.");
    }

    public async Task<bool> CheckAsync(string user, string relation, string target, CancellationToken token)
    {
        var key = new { user, relation, Object = target };
        var answer = await AskAsync<CheckAnswer>("check", new { TupleKey = key, options.AuthorizationModelId, Consistency }, token);
        return answer.Allowed
            ?? throw new RelationsAwayException("check answered without a decision.");
    }

    public void Dispose() => client.Dispose();

    const string Consistency = "HIGHER_CONSISTENCY";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    async Task<TAnswer> AskAsync<TAnswer>(string method, object question, CancellationToken token)
        where TAnswer : class
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{store}/{method}") { Content = JsonContent.Create(question, options: Json) };
            if (options.TokenFile is { } file)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(file, token)).Trim());
            else if (options.Token is { } key)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await client.SendAsync(request, token);
            if (!response.IsSuccessStatusCode)
                throw new RelationsAwayException($"{method} answered {(int)response.StatusCode}{await CodeAsync(response, token)}.");
            return await response.Content.ReadFromJsonAsync<TAnswer>(Json, token)
                ?? throw new RelationsAwayException($"{method} answered nothing.");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new RelationsAwayException($"{method} failed: {failed.Message}", failed);
        }
    }

    /// <summary>The error's code for the log; its message may name people.</summary>
    static async Task<string> CodeAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            var error = await response.Content.ReadFromJsonAsync<ErrorAnswer>(Json, token);
            return error?.Code is { Length: > 0 and <= 100 } code && code.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') ? $" {code}" : "";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or NotSupportedException)
        {
            return "";
        }
    }

    sealed record ListAnswer(IReadOnlyList<string>? Objects);

    sealed record CheckAnswer(bool? Allowed);

    sealed record ErrorAnswer(string? Code);
}
