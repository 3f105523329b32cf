using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Settings;

/// <summary>All options with their values and where those come from; those that are live are set here for all nodes, and taken back.</summary>
static class SettingEndpoints
{
    const string Collection = "settings";

    public static void MapSettings(this IEndpointRouteBuilder api, OptionCatalogue catalogue, GatewayStore store, StoreWriter writer)
    {
        var group = api.MapGroup("/settings").WithTags(Collection);
        group.MapGet("", async (CancellationToken token) =>
        {
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
            var set = await session.Db.Settings.AsNoTracking().ToDictionaryAsync(row => row.Key, StringComparer.OrdinalIgnoreCase, token);
            return Json(new SettingList([.. catalogue.All.Select(option => Answer(option, set.GetValueOrDefault(option.Key)))]));
        }).Needs(Need.PlatformRead).Produces<SettingList>();

        group.MapPut("{key}", async (HttpContext http, string key) =>
        {
            if (catalogue.Find(key) is not { } option)
                return Problems.NotFound(Collection, key);
            var (json, unreadable) = await JsonBody.ReadAsync(http);
            if (json is null)
                return unreadable!;
            using (json)
            {
                var errors = new FieldErrors();
                var sent = DocumentReader.Read<SettingValue>(json.RootElement, errors);
                if (!option.IsLive)
                    errors.Add("key", $"'{option.Key}' is read at start: set it in a file, the environment or on the command line");
                else if (sent is not null)
                    LiveSettings.Read(option, sent.Value, errors);
                if (errors.Any || sent is null)
                    return Problems.Refused(errors);
                return Json(Answer(option, await PutAsync(writer, Scopes.Of(http), option, sent.Value, http.RequestAborted)));
            }
        }).Needs(Need.PlatformWrite).Accepts<SettingValue>("application/json").Produces<SettingAnswer>().ProducesProblem(404).ProducesProblem(422);

        group.MapDelete("{key}", async (HttpContext http, string key) =>
        {
            if (catalogue.Find(key) is not { } option)
                return Problems.NotFound(Collection, key);
            await writer.RunAsync(GatewayStore.AllTenants, Scopes.Of(http).Caller, async change =>
            {
                if (await change.Db.Settings.FindAsync([option.Key], http.RequestAborted) is not { } row)
                    return;
                change.Db.Remove(row);
                change.NoteUnversioned(Collection, GatewayStore.PlatformTenant, option.Key, Node(row.Value), null);
            }, http.RequestAborted);
            return TypedResults.NoContent();
        }).Needs(Need.PlatformWrite).Produces(204).ProducesProblem(404);
    }

    static async Task<Setting> PutAsync(StoreWriter writer, Scope scope, Option option, JsonElement value, CancellationToken token)
    {
        Setting? row = null;
        await writer.RunAsync(GatewayStore.AllTenants, scope.Caller, async change =>
        {
            row = await change.Db.Settings.FindAsync([option.Key], token);
            var before = row is null ? null : Node(row.Value);
            if (row is null)
                change.Db.Add(row = new Setting { Key = option.Key, Value = "", Actor = "" });
            (row.Value, row.Actor, row.Time) = (value.GetRawText(), scope.Caller.Name, change.Time);
            change.NoteUnversioned(Collection, GatewayStore.PlatformTenant, option.Key, before, Node(row.Value));
        }, token);
        return row!;
    }

    static SettingAnswer Answer(Option option, Setting? set)
    {
        var cut = option.Key.LastIndexOf(':');
        return new SettingAnswer(
            option.Key,
            option.Key[..cut],
            OptionTexts.Kind(option.Property.PropertyType),
            OptionTexts.Meaning(option.Property),
            option.IsLive,
            option.IsSecret,
            set is not null ? Read(set.Value) : Shown(option, option.Configured),
            Shown(option, option.Default),
            Shown(option, option.Configured),
            set is not null ? SettingSource.Set : option.Source.Kind,
            option.Source.Kind,
            option.Source.File,
            set?.Time,
            set?.Actor);
    }

    /// <summary>The value, unless it is a secret: then whether there is one. Of sections inside, only what they are called: they hold secrets.</summary>
    static JsonElement Shown(Option option, object? value)
    {
        var shown = value switch
        {
            null or "" => null,
            _ when option.IsSecret => "(hidden)",
            IDictionary<string, string> or IEnumerable<string> => value,
            System.Collections.IDictionary named => named.Keys,
            System.Collections.ICollection list => $"{list.Count}",
            _ => value,
        };
        return JsonSerializer.SerializeToElement(shown, ContractJson.Options);
    }

    static JsonElement Read(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    static JsonObject Node(string json) => new() { ["value"] = JsonNode.Parse(json) };

    static IResult Json<T>(T value) => TypedResults.Json(value, ContractJson.Options);
}
