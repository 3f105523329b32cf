using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;

namespace Gateway.Admin.Routes;

sealed class ApiCollection : NamedCollection<ApiDocument, Api>
{
    const int MaximumVersion = 50;

    public override string Name => "apis";

    public override ApiDocument ToDocument(Api row) => new() { Id = row.Id, Tenant = row.TenantId, Name = row.Name, Team = row.TeamId, Version = row.Release };

    public override Api Create(ApiDocument document, string tenant, Change change) =>
        new() { TenantId = tenant, Id = document.Id, Name = document.Name };

    public override void Apply(ApiDocument document, Api row)
    {
        base.Apply(document, row);
        row.TeamId = document.Team;
        row.Release = document.Version;
    }

    public override async Task CheckAsync(ApiDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        await base.CheckAsync(document, tenant, change, path, token);
        await Ids.CheckReferenceAsync<Team>(document.Team, tenant, change, FieldErrors.Join(path, "team"), token);
        if (document.Version is { } version && (string.IsNullOrWhiteSpace(version) || version.Length > MaximumVersion || version.Any(char.IsControl)))
            change.Errors.Add(FieldErrors.Join(path, "version"), $"must be 1 to {MaximumVersion} characters, such as v2");
    }

    // A route of any team may name it.
    public override IQueryable<Api> Visible(IQueryable<Api> rows, IReadOnlyList<string>? teams) => rows;

    protected override string NameOf(ApiDocument document) => document.Name;
}
