using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Notices;

/// <summary>Silences: the calls of every collection. Deliveries: what became of each notice, newest first.</summary>
static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder api, SilenceCollection silences, GatewayStore store, StoreWriter writer)
    {
        new CollectionEndpoints<SilenceDocument, Silence>(silences, store, writer) { ReadNeed = Need.ReadParts }.Map(api);

        // ?event=&channel=&alert=&state=: of one change in the log, through one channel, of one alert, in one state.
        api.MapGet("/deliveries", async (HttpContext http, CancellationToken token, int limit = 100, string? cursor = null, string? @event = null, string? channel = null, string? alert = null, string? state = null) =>
        {
            if (limit is < 1 or > 1000)
                return Problems.Malformed("limit goes from 1 to 1000.");
            var errors = new FieldErrors();
            if (state is not null && !Enum.GetValues<DeliveryState>().Any(each => Word(each) == state))
                errors.Add("state", $"must be one of {string.Join(", ", Enum.GetValues<DeliveryState>().Select(Word))}");
            long number = 0;
            if (@event is not null && !long.TryParse(@event, NumberStyles.None, CultureInfo.InvariantCulture, out number))
                errors.Add("event", "must be the number of a change in the log of alerts");
            if (errors.Any)
                return Problems.WithErrors(StatusCodes.Status400BadRequest, "The request cannot be read", errors);
            var scope = Scopes.Of(http);
            await using var session = await store.OpenAsync(scope.Tenant, token);
            var rows = session.Db.AlertDeliveries.AsNoTracking()
                .Where(row => (@event == null || row.EventId == number) && (channel == null || row.ChannelId == channel) && (alert == null || row.AlertId == alert) && (state == null || row.State == state));
            if (Cursor.Parse(cursor) is { } last && long.TryParse(last.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var before))
                rows = rows.Where(row => row.Id < before);
            var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(token);
            var next = page.Count > limit ? new Cursor(scope.Tenant, page[limit - 1].Id.ToString(CultureInfo.InvariantCulture)).ToString() : null;
            return TypedResults.Json(new Page<DeliveryAnswer>([.. page.Take(limit).Select(Deliveries.Answer)], next), ContractJson.Options);
        }).Needs(Need.Read).Produces<Page<DeliveryAnswer>>().WithTags("deliveries");
    }

    static string Word(DeliveryState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
