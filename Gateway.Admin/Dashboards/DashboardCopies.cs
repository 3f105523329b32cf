using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Admin.Access;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Gateway.Analytics.Classify;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Dashboards;

/// <summary>Copies: one beside the other, and files that go from tenant to tenant.</summary>
sealed class DashboardCopies(DashboardCollection dashboards, DashboardReader reader, DashboardSaves saves, GatewayStore store, StoreWriter writer)
{
    const int MostInAFile = 200;
    const string Refuse = "refuse";
    const string Rename = "rename";
    const string Replace = "replace";

    public void Map(RouteGroupBuilder group)
    {
        group.MapPost("{id}/duplicate", DuplicateAsync).Accepts<DashboardCopyRequest>("application/json").Produces<DashboardDocument>(StatusCodes.Status201Created).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("export", ExportAsync).Produces<DashboardFile>().ProducesProblem(404);
        group.MapPost("import", ImportAsync).Accepts<DashboardFile>("application/json").Produces<DashboardImportAnswer>().ProducesProblem(409).ProducesProblem(422);
    }

    async Task<IResult> DuplicateAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        var (asked, unreadable) = await DocumentBody.ReadAsync<DashboardCopyRequest>(http, mayBeEmpty: true);
        if (asked is null)
            return unreadable!;
        DashboardDocument copy;
        await using (var session = await store.OpenAsync(scope.Tenant, http.RequestAborted))
        {
            var (found, problem) = await reader.FindAsync(session.Db, scope, id, http.RequestAborted);
            if (found is null)
                return problem!;
            if (!found.Reads(scope))
                return DashboardEndpoints.Private(scope, id);
            copy = found.Document(dashboards) with
            {
                Id = asked.Id ?? await FreeAsync(session.Db, found.Tenant, Slug(asked.Title ?? $"{id}-copy"), [], http.RequestAborted),
                Tenant = found.Tenant,
                Title = asked.Title ?? Copied(found.Document(dashboards).Title),
            };
            // Who may make nothing for others gets it as a private one.
            if (scope.Caller.Person is not null && !DashboardRights.Edits(scope, copy.Access == DashboardAccess.Team ? copy.Team : null))
                copy = copy with { Access = DashboardAccess.Private, Team = null };
        }

        return await saves.SaveAsync(http, copy, DashboardSaves.Presence.Absent);
    }

    async Task<IResult> ExportAsync(HttpContext http, string? ids = null)
    {
        var scope = Scopes.Of(http);
        await using var session = await store.OpenAsync(scope.Tenant, http.RequestAborted);
        var wanted = ids?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? [.. (await reader.ListAsync(session.Db, scope, http.RequestAborted)).Select(each => each.Id).Distinct()];
        var documents = new List<object>();
        foreach (var id in wanted)
        {
            var (found, problem) = await reader.FindAsync(session.Db, scope, id, http.RequestAborted);
            if (found is not null && found.Reads(scope))
                documents.Add(dashboards.Node(found.Document(dashboards))!);
            else if (ids is not null)
                return problem ?? DashboardEndpoints.Private(scope, id);
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{(wanted is [var only] ? only : "dashboards")}.json\"";
        return TypedResults.Json(new { dashboards = documents }, ContractJson.Options);
    }

    /// <summary>
    /// Takes a file, or one dashboard, into the tenant of the call, wherever it came from. Everything that is wrong is told at once,
    /// and then nothing is stored.
    /// </summary>
    async Task<IResult> ImportAsync(HttpContext http, string conflict = Refuse)
    {
        var scope = Scopes.Of(http);
        if (conflict is not (Refuse or Rename or Replace))
            return Problems.Malformed($"conflict is one of {Refuse}, {Rename}, {Replace}.");
        var (json, unreadable) = await JsonBody.ReadAsync(http);
        if (json is null)
            return unreadable!;
        using var body = json;
        var errors = new FieldErrors();
        var isFile = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("dashboards", out _);
        var file = isFile ? DocumentReader.Read<DashboardFile>(body.RootElement, errors)
            : DocumentReader.Read<DashboardDocument>(body.RootElement, errors) is { } one ? new DashboardFile { Dashboards = [one] } : null;
        if (errors.Any)
            return Problems.Refused(errors);
        if (file is null)
            return Problems.Malformed("A JSON object is expected: a dashboard, or { \"dashboards\": [...] }.");
        if (file.Dashboards.Count > MostInAFile)
            return Problems.Malformed($"A file holds at most {MostInAFile} dashboards.");

        var tenant = DashboardReader.TenantOf(scope);
        var imported = new List<ImportedDashboard>();
        IResult? problem = null;
        var result = await writer.RunAsync(scope.Tenant, scope.Caller, async change =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < file.Dashboards.Count; i++)
            {
                var path = isFile ? $"dashboards[{i}]" : "";
                if (file.Dashboards[i] is not { } document)
                    change.Errors.Add(path, "must be an object");
                else if (!seen.Add(document.Id))
                    change.Errors.Add(FieldErrors.Join(path, "id"), $"'{document.Id}' is given twice");
                else
                    problem ??= await TakeAsync(document with { Tenant = tenant }, conflict, imported, scope, change, path, http.RequestAborted);
            }
        }, http.RequestAborted);
        if (result.Errors.Any)
            return Problems.Refused(result.Errors);
        return problem ?? TypedResults.Json(new DashboardImportAnswer(imported), ContractJson.Options);
    }

    async Task<IResult?> TakeAsync(
        DashboardDocument document, string conflict, List<ImportedDashboard> imported, Scope scope, Change change, string path, CancellationToken token)
    {
        if (DashboardSaves.WhyNot(scope, document, path) is { } refusal)
            return Stop(change, refusal);
        var (tenant, from) = (document.Tenant!, document.Id);
        var found = await reader.FindAsync(change.Db, tenant, from, token);
        if (found is not null && conflict == Rename && DocumentId.IsValid(from))
        {
            document = document with { Id = await FreeAsync(change.Db, tenant, from, [.. imported.Select(each => each.Id)], token) };
            found = null;
        }

        if (found is not null && conflict == Refuse)
            change.Errors.Add(FieldErrors.Join(path, "id"), $"'{from}' is taken; import with conflict={Rename} or conflict={Replace}");
        else if (found is not null && !found.Edits(scope))
            return Stop(change, scope.Refuse($"You may not replace '{from}'. Import with conflict={Rename}."));
        else
        {
            await saves.StoreAsync(document, found, change, path, token);
            imported.Add(new ImportedDashboard(document.Id, from, found is not null));
        }

        return null;
    }

    /// <summary>Nothing of the file is stored then.</summary>
    static IResult Stop(Change change, IResult problem)
    {
        change.Conflict ??= "refused";
        return problem;
    }

    /// <summary>The id with the smallest number after it that nothing has; itself when nothing has it.</summary>
    async Task<string> FreeAsync(GatewayDb db, string tenant, string wanted, HashSet<string> taken, CancellationToken token)
    {
        for (var number = 1; ; number++)
        {
            var tail = number == 1 ? "" : $"-{number.ToString(CultureInfo.InvariantCulture)}";
            var id = wanted[..Math.Min(wanted.Length, 64 - tail.Length)] + tail;
            if (!taken.Contains(id) && await reader.FindAsync(db, tenant, id, token) is null)
                return id;
        }
    }

    /// <summary>A title as an id: small letters, digits and dashes.</summary>
    static string Slug(string title)
    {
        var id = new StringBuilder();
        foreach (var letter in title.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                id.Append(letter);
            else if (id.Length > 0 && id[^1] != '-')
                id.Append('-');
        }

        var text = id.ToString().Trim('-');
        return text.Length == 0 ? "dashboard" : text[..Math.Min(text.Length, 64)].Trim('-');
    }

    static string Copied(string title) => StorableText.Clean(title, 193) + " (copy)";
}
