using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Tokens;

static class TokenEndpoints
{
    /// <summary>A call for all tenants makes a token of the platform; one for a tenant makes one of that tenant.</summary>
    public static void MapTokens(this IEndpointRouteBuilder api, TokenCollection tokens, GatewayStore store, StoreWriter writer) =>
        new CollectionEndpoints<TokenDocument, AccessToken>(tokens, store, writer)
        {
            ReadNeed = Need.Manage,
            WriteNeed = Need.Manage,
            DefaultTenant = GatewayStore.PlatformTenant,
            OnCreated = (_, row, _, _) =>
            {
                var secret = TokenCollection.Issue(row);
                return Task.FromResult(tokens.ToDocument(row) with { Token = secret });
            },
        }.Map(api);
}
