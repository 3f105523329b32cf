using System.Net.WebSockets;
using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Queries;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Gateway.Admin.Requests;

/// <summary>
/// Requests as they end, over a WebSocket, as JSON lines. Who may watch is decided as for every call, and again twice a second
/// while the socket is open: a credential that ends ends the watch.
/// </summary>
sealed class TailEndpoint(TailFeed feed, PresetCatalogue presets, Scopes scopes, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public const Need Need = Access.Need.ReadTeam;

    /// <summary>The sub-protocol that is chosen where one is offered; a browser that offers a token must hear of one.</summary>
    const string Protocol = "gateway.tail";

    static readonly TimeSpan CheckEvery = TimeSpan.FromMilliseconds(500);

    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        var errors = new FieldErrors();
        var scope = QueryScopes.Of(Scopes.Of(http));
        var filters = Read(scope, RequestInput.OfSocket(http.Request.Query, errors), errors);
        if (errors.Any)
            return RequestEndpoints.Unreadable(errors);
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            return Problems.Of(StatusCodes.Status426UpgradeRequired, "A WebSocket is expected", "Open this address as a WebSocket; GET /api/v1/requests lists requests.");
        }

        using var watcher = feed.Join(scope, filters);
        if (watcher is null)
        {
            return Problems.Of(
                StatusCodes.Status429TooManyRequests,
                "Too many watch already",
                $"At most {TailFeed.MostOfTenant} may watch a tenant, and {TailFeed.MostOfNode} in all, on one node. Close a live view that nobody looks at.");
        }

        var offered = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol) ? Protocol : null;
        using var socket = await http.WebSockets.AcceptWebSocketAsync(offered);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        await new TailSocket(socket, watcher, (wanted, wrong) => Read(scope, wanted, wrong)).RunAsync(token => EndedAsync(http, scope, token), ending.Token);
        return Results.Empty;
    }

    RequestFilters Read(QueryScope scope, IReadOnlyList<Filter?> filters, FieldErrors errors)
    {
        var wrong = new Dictionary<string, List<string>>();
        var read = RequestFilters.Read(filters, scope, presets.Words, wrong);
        foreach (var (path, messages) in wrong)
            messages.ForEach(message => errors.Add(path, message));
        return read;
    }

    /// <summary>Completes when the caller would no longer be let in, or would see something else, with the reason.</summary>
    async Task<(WebSocketCloseStatus Status, string Reason)> EndedAsync(HttpContext http, QueryScope began, CancellationToken token)
    {
        while (true)
        {
            await Task.Delay(CheckEvery, time, token);
            if (await scopes.AgainAsync(http, Need, token) is not { } now)
                return (WebSocketCloseStatus.PolicyViolation, "signed out");
            if (!IsSame(QueryScopes.Of(now), began))
                return (WebSocketCloseStatus.PolicyViolation, "roles changed");
        }
    }

    static bool IsSame(QueryScope one, QueryScope other) =>
        one.Tenant == other.Tenant
        && one.SeesPersons == other.SeesPersons
        && (one.Teams is null) == (other.Teams is null)
        && (one.Teams ?? []).Order(StringComparer.Ordinal).SequenceEqual((other.Teams ?? []).Order(StringComparer.Ordinal));
}
