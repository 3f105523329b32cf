using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Tokens;

/// <summary>A person's own tokens, in the tenant the person belongs to. What one may do is decided anew whenever it is used (<see cref="Credentials"/>).</summary>
static class PersonalTokenEndpoints
{
    /// <summary>Most tokens of a person.</summary>
    const int Maximum = 100;

    public static void MapPersonalTokens(this IEndpointRouteBuilder api, GatewayStore store, StoreWriter writer)
    {
        var group = api.MapGroup("/me/tokens").WithTags("me");
        group.MapGet("", (HttpContext http, CancellationToken token) => AsPersonAsync(http, async person =>
        {
            var tokens = new TokenCollection { Owner = person.Id };
            await using var session = await store.OpenAsync(person.Tenant, token);
            var rows = await tokens.Rows(session.Db).AsNoTracking().OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(token);
            return TypedResults.Json(new Page<TokenDocument>([.. rows.Select(tokens.ToDocument)], null), ContractJson.Options);
        })).Needs(Need.SignedIn).Produces<Page<TokenDocument>>();

        group.MapPost("", (HttpContext http, CancellationToken token) => AsPersonAsync(http, async person =>
        {
            var (json, unreadable) = await JsonBody.ReadAsync(http);
            if (json is null)
                return unreadable!;
            using var body = json;
            var errors = new FieldErrors();
            var asked = DocumentReader.Read<PersonalTokenDocument>(body.RootElement, errors);
            if (errors.Any || asked is null)
                return errors.Any ? Problems.Refused(errors) : Problems.Malformed("A JSON object is expected.");
            return await CreateAsync(http, person, asked, token);
        })).Needs(Need.SignedIn).Accepts<PersonalTokenDocument>("application/json").Produces<TokenDocument>(StatusCodes.Status201Created).ProducesProblem(422);

        group.MapDelete("{id}", (HttpContext http, string id, CancellationToken token) => AsPersonAsync(http, async person =>
        {
            var tokens = new TokenCollection { Owner = person.Id };
            IResult? problem = null;
            await writer.RunAsync(person.Tenant, Scopes.Of(http).Caller, async change =>
            {
                (var row, problem) = await tokens.FindAsync(change.Db, id, person.Tenant, token);
                if (row is not null)
                    await tokens.RemoveOneAsync(row, change, token);
            }, token);
            return problem ?? TypedResults.NoContent();
        })).Needs(Need.SignedIn).Produces(204).ProducesProblem(404);

        async Task<IResult> CreateAsync(HttpContext http, Person person, PersonalTokenDocument asked, CancellationToken token)
        {
            var caller = Scopes.Of(http).Caller;
            var tokens = new TokenCollection { Owner = person.Id };
            var document = new TokenDocument
            {
                Id = asked.Id,
                Name = asked.Name,
                Roles = asked.Roles ?? caller.Grants,
                ExpiresAt = asked.ExpiresAt ?? caller.ExpiresAt,
            };
            TokenDocument? answer = null;
            var result = await writer.RunAsync(person.Tenant, caller, async change =>
            {
                if (await change.Db.AccessTokens.AnyAsync(row => row.Id == asked.Id, token))
                    change.Conflict = $"'{asked.Id}' is taken among the tokens of '{person.Tenant}'.";
                else if (await tokens.Rows(change.Db).CountAsync(token) >= Maximum)
                    change.Conflict = $"You have {Maximum} tokens, which is the most; remove one first.";
                if (change.Conflict is not null)
                    return;
                if (document.ExpiresAt > caller.ExpiresAt)
                    change.Errors.Add("expiresAt", "must not be after the end of the token that you make it with");
                var row = await tokens.PutAsync(document, null, person.Tenant, change, "", token);
                var secret = TokenCollection.Issue(row);
                answer = tokens.ToDocument(row) with { OwnerName = person.Name, Token = secret };
            }, token);

            if (result.Errors.Any)
                return Problems.Refused(result.Errors);
            if (Problems.Conflict(result.Conflict) is { } conflict)
                return conflict;
            http.Response.Headers.Location = $"/api/v1/me/tokens/{asked.Id}";
            return TypedResults.Json(answer, ContractJson.Options, statusCode: StatusCodes.Status201Created);
        }
    }

    static async Task<IResult> AsPersonAsync(HttpContext http, Func<Person, Task<IResult>> answer) =>
        Scopes.Of(http).Caller.Person is { } person
            ? await answer(person)
            : Problems.Of(StatusCodes.Status409Conflict, "Not a person", "Personal tokens belong to users. Make a token of a tenant or of the platform at /api/v1/tokens.");
}
