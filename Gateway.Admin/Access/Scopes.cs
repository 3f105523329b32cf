using Gateway.Admin.Access.Relations;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Access;

/// <summary>
/// The one place where a request's scope is decided: who it is (<see cref="Credentials"/>), whether a browser's
/// call is its page's own (<see cref="CookieRules"/>), what follows from its relations (<see cref="RelationGrants"/>), which tenant
/// (header <c>X-Tenant</c>), which part of it, and whether that suffices for what the endpoint needs. Handlers only ask <see cref="Of"/>.
/// </summary>
sealed class Scopes(Credentials credentials, RelationGrants relations)
{
    static readonly object ItemKey = new();

    /// <summary>The scope of the request; the filter has put it there.</summary>
    public static Scope Of(HttpContext http) => (Scope)http.Items[ItemKey]!;

    /// <summary>Endpoint filter of the API's group.</summary>
    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // An endpoint that declares nothing is closed.
        var need = http.GetEndpoint()?.Metadata.GetMetadata<NeedMetadata>()?.Need ?? Need.PlatformWrite;
        if (need == Need.Anonymous)
            return CookieRules.RefuseAnonymous(http) ?? await next(context);
        if (await credentials.CallerAsync(http, http.RequestAborted) is not { } known)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, "Sign in first", "Sign in, or send an access token as Authorization: Bearer.");
        }

        if (known.Session is not null && CookieRules.Refuse(http, SessionCookie.Read(http.Request)) is { } refusal)
            return refusal;
        var (caller, away) = await relations.CompleteAsync(known with { Address = ClientAddress.Of(http) }, http.RequestAborted);
        if (away is not null)
            http.Response.OnStarting(AskAgain, http.Response);
        var (scope, problem) = Resolve(caller, SocketCall.Tenant(http), need);
        if (scope is null)
            return away is null ? problem : Problems.Away(away);
        scope = scope with { Away = away };
        if (!scope.Satisfies(need))
            return scope.Refuse(Needed(need));
        http.Items[ItemKey] = scope;
        return await next(context);
    }

    /// <summary>
    /// For calls that last: the scope that the caller has now, null when it would not be let in any more. In the steady state it
    /// is looked up in memory.
    /// </summary>
    public async ValueTask<Scope?> AgainAsync(HttpContext http, Need need, CancellationToken token)
    {
        if (await credentials.CallerAsync(http, token) is not { } known)
            return null;
        var (caller, away) = await relations.CompleteAsync(known with { Address = ClientAddress.Of(http) }, token);
        var scope = Resolve(caller, SocketCall.Tenant(http), need).Scope;
        // Who may have roles that cannot be asked for at the moment keeps what was found last.
        return away is not null ? Of(http) : scope?.Satisfies(need) == true ? scope : null;
    }

    static Task AskAgain(object response)
    {
        if (response is HttpResponse { StatusCode: StatusCodes.Status503ServiceUnavailable, Headers: var headers })
            headers.RetryAfter = "5";
        return Task.CompletedTask;
    }

    static (Scope? Scope, IResult? Problem) Resolve(Caller caller, string wanted, Need need)
    {
        if (caller.SeesPlatform)
            return (new Scope(caller, wanted.Length == 0 ? GatewayStore.AllTenants : wanted, null), null);
        var tenants = caller.Grants.Select(grant => grant.Tenant).OfType<string>().Distinct().ToList();
        if (wanted.Length == 0 && tenants is [var only])
            wanted = only;
        // Who one is and what can be asked belongs to no tenant: no rows are seen.
        if (wanted.Length == 0 && need == Need.SignedIn)
            return (new Scope(caller, "", null), null);
        // Whom nothing was given has an own part all the same, in the home tenant: what is the own, of the teams none.
        if (need == Need.ReadOwn && (wanted.Length == 0 ? tenants.Count == 0 : wanted == caller.Person?.Tenant && !tenants.Contains(wanted)))
            return (new Scope(caller, caller.Person?.Tenant ?? "", []), null);
        if (tenants.Count == 0)
            return (null, Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "You have no role yet. Ask whoever manages your tenant's people."));
        if (wanted.Length == 0)
            return (null, Problems.Of(StatusCodes.Status400BadRequest, "Which tenant?", "You may see several tenants; send the header X-Tenant."));
        // The same answer for a tenant that is not yours and for one that is not there.
        if (!tenants.Contains(wanted))
            return (null, Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "You have no role in this tenant."));
        var teams = caller.Grants.Where(grant => grant.Tenant == wanted).All(grant => grant.Team is not null)
            ? caller.Grants.Where(grant => grant.Tenant == wanted).Select(grant => grant.Team!).Distinct().ToList()
            : null;
        return (new Scope(caller, wanted, teams), null);
    }

    static string Needed(Need need) => need switch
    {
        Need.PlatformRead or Need.PlatformWrite => "This is about all tenants: it needs a platform role, and a call without X-Tenant.",
        Need.Manage => "This needs the role tenantAdmin.",
        Need.Write => "This needs the role tenantEditor or tenantAdmin.",
        Need.WriteTeam => "This needs the role tenantEditor or tenantAdmin, or teamAdmin for what belongs to the team.",
        Need.ManageTeam => "This needs the role tenantAdmin, or teamAdmin of the team.",
        _ => "This needs a role in the whole tenant.",
    };
}

/// <summary>What an endpoint needs, on the endpoint.</summary>
sealed record NeedMetadata(Need Need);
