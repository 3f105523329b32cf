using System.ComponentModel.DataAnnotations;
using Gateway.Analytics.Configuration;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Access.Relations;

/// <summary>Section <c>Gateway:Relations:OpenFga</c>: roles that follow from relations in an OpenFGA server, beside those given here.</summary>
public sealed partial class OpenFgaOptions : IValidatableObject
{
    /// <summary>Address of the server's HTTP API, such as http://openfga:8080. Default none: no server is asked.</summary>
    public string? ApiUrl { get; set; }

    /// <summary>Id of the store. Default none; required with ApiUrl.</summary>
    public string? StoreId { get; set; }

    /// <summary>Id of the authorization model that is asked. Default none: the store's latest.</summary>
    public string? AuthorizationModelId { get; set; }

    /// <summary>Pre-shared key, sent as a bearer token. Default none.</summary>
    [Secret]
    public string? Token { get; set; }

    /// <summary>A file that holds the pre-shared key; it is read again each time the server is asked. Default none.</summary>
    public string? TokenFile { get; set; }

    /// <summary>How a signed-in person is named there; {signIn}, {id} and {tenant} stand for the person's own. Default user:{signIn}.</summary>
    public string UserTemplate { get; set; } = "user:{signIn}";

    /// <summary>How long all questions about one person may take together. Default 00:00:02; 10 milliseconds to 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer holds, and so how late a removed relation shows. Default 00:00:30; 0 to 60 seconds.</summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Relations to the object platform:gateway and the role each gives: platformAdmin or platformObserver. Default none.</summary>
    public Dictionary<string, string> Platform { get; set; } = [];

    /// <summary>Relations to objects tenant:{tenant} and the role each gives: tenantAdmin, tenantEditor or tenantViewer. Default none.</summary>
    public Dictionary<string, string> Tenants { get; set; } = [];

    /// <summary>Relations to objects team:{tenant}/{team} and the role each gives: teamAdmin or teamViewer. Default none.</summary>
    public Dictionary<string, string> Teams { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ApiUrl is null)
            yield break;
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0)
            yield return new ValidationResult("an address such as http://openfga:8080 is accepted", [nameof(ApiUrl)]);
        if (StoreId is null || !Name().IsMatch(StoreId))
            yield return new ValidationResult("the id of a store is needed with ApiUrl", [nameof(StoreId)]);
        if (AuthorizationModelId is not null && !Name().IsMatch(AuthorizationModelId))
            yield return new ValidationResult("the id of a model is accepted", [nameof(AuthorizationModelId)]);
        if (Token is not null && TokenFile is not null)
            yield return new ValidationResult("Token and TokenFile exclude each other", [nameof(TokenFile)]);
        if (!RelationUser.IsTemplate(UserTemplate))
            yield return new ValidationResult("a type, a colon and {signIn} or {id} are accepted, such as user:{signIn}; beside them {tenant}", [nameof(UserTemplate)]);
        if (Timeout < TimeSpan.FromMilliseconds(10) || Timeout > TimeSpan.FromSeconds(30))
            yield return new ValidationResult("a time between 00:00:00.010 and 00:00:30 is accepted", [nameof(Timeout)]);
        if (CacheFor < TimeSpan.Zero || CacheFor > TimeSpan.FromSeconds(60))
            yield return new ValidationResult("a time between 00:00:00 and 00:01:00 is accepted", [nameof(CacheFor)]);
        if (Platform.Count + Tenants.Count + Teams.Count == 0)
            yield return new ValidationResult("at least one relation has to give a role, here or in Platform or Teams", [nameof(Tenants)]);
        foreach (var (level, map, roles) in Levels)
        {
            foreach (var (relation, role) in map)
            {
                if (!Name().IsMatch(relation))
                    yield return new ValidationResult($"{relation} is no name of a relation", [level]);
                if (!roles.Any(each => Written(each) == role))
                    yield return new ValidationResult($"{relation} gives {role}; accepted: {string.Join(", ", roles.Select(Written))}", [level]);
            }
        }
    }

    /// <summary>All relations that are asked about.</summary>
    internal IEnumerable<MappedRelation> Mapped =>
        from level in Levels
        from each in level.Map
        select new MappedRelation(each.Key, level.Roles.Single(role => Written(role) == each.Value));

    IEnumerable<(string Name, Dictionary<string, string> Map, Role[] Roles)> Levels =>
    [
        (nameof(Platform), Platform, [Role.PlatformAdmin, Role.PlatformObserver]),
        (nameof(Tenants), Tenants, [Role.TenantAdmin, Role.TenantEditor, Role.TenantViewer]),
        (nameof(Teams), Teams, [Role.TeamAdmin, Role.TeamViewer]),
    ];

    static string Written(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,50}\z")]
    private static partial Regex Name();
}

/// <summary>A relation and the role that it gives; the role says whether it is one to the platform, a tenant or a team.</summary>
sealed record MappedRelation(string Relation, Role Role);
