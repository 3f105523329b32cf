using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.ConfigFiles;

namespace Gateway.Commands;

/// <summary>The commands, as calls of a running gateway's API.</summary>
/// <param name="server">The admin listener.</param>
/// <param name="secret">An access token; null: none is sent.</param>
/// <param name="tenant">Null: all that the token sees.</param>
/// <param name="output">Plans.</param>
/// <param name="error">Errors.</param>
sealed class ConfigCall(Uri server, string? secret, string? tenant, TextWriter output, TextWriter error)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> ExportAsync(ConfigFile file, CancellationToken token)
    {
        var isYaml = file.Format == ConfigFormat.Yaml;
        using var request = Request(HttpMethod.Get, "config");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(isYaml ? ConfigMedia.Yaml : ConfigMedia.Json));
        var (status, text) = await SendAsync(request, token);
        if (status != HttpStatusCode.OK)
            return await RefuseAsync(status, text, null, token);
        return await file.WriteAsync(isYaml ? text : JsonNode.Parse(text)!.ToJsonString(Indented) + "\n", token);
    }

    public async Task<int> ValidateAsync(ConfigFile file, bool prune, CancellationToken token)
    {
        var (code, answer) = await PutAsync(file, $"config?dryRun=true&prune={Word(prune)}", token);
        if (answer is not null)
            await output.WriteLineAsync($"{file.Name} is valid.");
        return code;
    }

    public async Task<int> PlanAsync(ConfigFile file, bool prune, bool isDetailed, CancellationToken token)
    {
        var (code, answer) = await PutAsync(file, $"config?dryRun=true&prune={Word(prune)}", token);
        if (answer is null)
            return code;
        var changes = answer["changes"]!.AsArray();
        await output.WriteAsync(ConfigDiff.Write(changes));
        foreach (var left in answer["left"]!.AsArray().GroupBy(one => (Kind: $"{one!["collection"]}", Why: $"{one["why"]}")))
            await output.WriteLineAsync(Shown.Of($"= {left.Count()} {left.Key.Kind} stay: {left.Key.Why}."));
        await output.WriteLineAsync(changes.Count == 0 ? "Nothing to do." : $"Plan: {ConfigDiff.Count(changes)}.");
        return isDetailed && changes.Count > 0 ? ExitCode.Changes : ExitCode.Done;
    }

    public async Task<int> ApplyAsync(ConfigFile file, bool prune, string? message, CancellationToken token)
    {
        var words = message is null ? "" : $"&message={Uri.EscapeDataString(message)}";
        var (code, answer) = await PutAsync(file, $"config?publish=true&prune={Word(prune)}{words}", token);
        if (answer is null)
            return code;
        var changes = answer["changes"]!.AsArray();
        await output.WriteAsync(ConfigDiff.Write(changes));
        await output.WriteLineAsync(changes.Count == 0 ? "Nothing to do." : $"Applied: {ConfigDiff.Count(changes)}. Version {answer["version"]} is in force.");
        return ExitCode.Done;
    }

    async Task<(int Code, JsonNode? Answer)> PutAsync(ConfigFile file, string address, CancellationToken token)
    {
        var text = await file.ReadAsync(token);
        using var request = Request(HttpMethod.Put, address);
        request.Content = new StringContent(text, Encoding.UTF8, file.Format == ConfigFormat.Yaml ? ConfigMedia.Yaml : ConfigMedia.Json);
        var (status, answer) = await SendAsync(request, token);
        return status == HttpStatusCode.OK
            ? (ExitCode.Done, JsonNode.Parse(answer))
            : (await RefuseAsync(status, answer, (file, text), token), null);
    }

    HttpRequestMessage Request(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, new Uri(server, $"/api/v1/{address}"));
        if (secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (tenant is not null)
            request.Headers.Add("X-Tenant", tenant);
        return request;
    }

    static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        // Nothing follows a redirection: the token is for this address alone.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var answer = await client.SendAsync(request, token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(token));
    }

    /// <summary>Prints what the gateway says, each error with its field and where the file says it.</summary>
    async Task<int> RefuseAsync(HttpStatusCode status, string text, (ConfigFile File, string Text)? sent, CancellationToken token)
    {
        var problem = TryParse(text);
        if (problem?["errors"] is JsonObject errors && sent is var (file, document))
        {
            var places = TextPlaces.Of(document, file.Format == ConfigFormat.Yaml);
            var lines = from each in errors
                        let place = places.Find(each.Key)
                        from message in each.Value!.AsArray()
                        orderby place.Line, place.Column
                        select $"{file.Name}:{place.Line}:{place.Column}: {each.Key} {message}";
            foreach (var line in lines)
                await error.WriteLineAsync(Shown.Of(line).AsMemory(), token);
        }
        else
        {
            var detail = problem is null ? $"The answer is {(int)status} and none of a gateway." : $"{problem["title"]}. {problem["detail"]}";
            await error.WriteLineAsync(Shown.Of(sent is null || problem is null ? detail : $"{sent.Value.File.Name}: {detail}").AsMemory(), token);
        }

        return status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
            ? ExitCode.Refused
            : ExitCode.Unreachable;
    }

    static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Word(bool flag) => flag.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
}
