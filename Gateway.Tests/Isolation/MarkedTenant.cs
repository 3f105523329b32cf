using Gateway.Admin.Secrets;
using Gateway.Tests.Queries;

namespace Gateway.Tests.Isolation;

/// <summary>
/// A tenant with two teams that has its word in every field it can have; what is of a team has the team's word too. Ids end with
/// <c>-id</c>, so that no id is the beginning of another text. The teams have the same ids in each tenant.
/// </summary>
/// <param name="Word">In nothing else.</param>
/// <param name="Country">The same for a field of two letters.</param>
/// <param name="Person">The same for the pseudonym of a user; negative, so that it has 16 digits.</param>
sealed record MarkedTenant(string Word, string Country, long Person)
{
    public const string Team = "zqelm";
    public const string OtherTeam = "zqash";

    public static IReadOnlyList<string> Teams { get; } = [Team, OtherTeam];

    public string Id => Of("tenant-id");

    /// <summary>A secret of the key of <see cref="Team"/>.</summary>
    public string Secret { get; } = KeySecret.Create();

    /// <summary>Everything that an answer holds only when it is about this tenant.</summary>
    public IEnumerable<string> Markers => [Word, $"\"{Country}\"", Person.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>Ids of its things by collection.</summary>
    public IReadOnlyDictionary<string, string[]> Ids => new Dictionary<string, string[]>
    {
        ["tenants"] = [Id],
        ["teams"] = [IdOf(Team), IdOf(OtherTeam)],
        ["apis"] = [Of("api-id")],
        ["groups"] = [Of("group-id")],
        ["clusters"] = [Of("cluster-id")],
        ["routes"] = [Of(Team, "route-id"), Of(OtherTeam, "route-id")],
        ["keys"] = [Of(Team, "key-id"), Of(OtherTeam, "key-id")],
        ["certificates"] = [Of("certificate-id")],
        ["tokens"] = [Of("token-id")],
        ["dashboards"] = [Of(Team, "dashboard-id"), Of(OtherTeam, "dashboard-id")],
        ["alerts"] = [Of(Team, "alert-id"), Of(OtherTeam, "alert-id")],
        ["channels"] = [Of("channel-id")],
        ["silences"] = [Of("silence-id")],
        ["jobs"] = [Of("job-id")],
        ["users"] = [Of(Team, "person-id"), Of(OtherTeam, "person-id"), Of("vouched-id")],
    };

    public static string IdOf(string team) => $"{team}-team-id";

    public string Of(string field) => $"{Word}-{field}";

    public string Of(string team, string field) => $"{Word}-{team}-{field}";

    public object Config() => new
    {
        teams = Teams.Select(team => new { id = IdOf(team), name = Of(team, "team-name") }),
        apis = new[] { new { id = Of("api-id"), name = Of("api-name") } },
        groups = new[] { new { id = Of("group-id"), name = Of("group-name") } },
        clusters = new[]
        {
            new
            {
                id = Of("cluster-id"),
                destinations = new[] { new { id = Of("destination-id"), address = $"http://{Of("address")}.invalid:81" } },
                healthCheck = new { active = new { enabled = false, path = "/" + Of("probe") } },
            },
        },
        routes = Teams.Select(Route),
        dashboards = Teams.Select(Dashboard),
        alerts = Teams.Select(Alert),
        channels = new[]
        {
            new
            {
                id = Of("channel-id"),
                name = Of("channel-name"),
                type = "webhook",
                enabled = false,
                settings = new { url = $"http://{Of("channel-host")}.invalid", secret = Of("channel-secret") },
                receives = new { labels = new Dictionary<string, string> { [Of("channel-label")] = Of("channel-label-value") } },
            },
        },
        keys = Teams.Select(team => new
        {
            id = Of(team, "key-id"),
            name = Of(team, "key-name"),
            consumer = Of(team, "consumer"),
            team = IdOf(team),
            allow = new { apis = new[] { Of("api-id") }, routes = new[] { Of(team, "route-id") }, groups = new[] { Of("group-id") } },
            tags = new Dictionary<string, string> { [Of(team, "tag-name")] = Of(team, "tag-value") },
            hash = Convert.ToHexString(KeySecret.Hash(team == Team ? Secret : KeySecret.Create())),
        }),
    };

    public object Silence() => new
    {
        id = Of("silence-id"),
        reason = Of("silence-reason"),
        from = "2020-01-01T00:00:00Z",
        to = "2020-01-02T00:00:00Z",
        matches = new { alerts = new[] { Of("silence-alert") }, instances = new[] { Of("silence-instance") } },
    };

    /// <summary>Traffic of both teams.</summary>
    public IReadOnlyList<SampleEvent> Traffic(DateTime time) =>
    [
        .. from team in Teams
           select new SampleEvent
           {
               Time = time,
               Tenant = Id,
               Route = Of(team, "route-id"),
               Api = Of("api-id"),
               Team = IdOf(team),
               Groups = [Of("group-id")],
               Cluster = Of(team, "cluster-then"),
               Destination = Of(team, "destination-then"),
               Key = Of(team, "key-id"),
               Consumer = Of(team, "consumer-then"),
               User = team == Team ? Person : Person + 1,
               Host = Of(team, "host-then"),
               Endpoint = "/" + Of(team, "endpoint-then"),
               Path = "/" + Of(team, "path-then"),
               Country = Country,
               Status = 500,
               DurationMicros = 5000,
               UpstreamMicros = 4000,
               FailedBy = Analytics.Events.FailedBy.Upstream,
           },
    ];

    object Route(string team) => new
    {
        id = Of(team, "route-id"),
        team = IdOf(team),
        api = Of("api-id"),
        groups = new[] { Of("group-id") },
        cluster = Of("cluster-id"),
        match = new
        {
            hosts = new[] { Host(team) },
            path = $"/{Of(team, "path")}/{{**rest}}",
            headers = new[] { new { name = Of(team, "match-header"), values = new[] { Of(team, "match-header-value") } } },
            query = new[] { new { name = Of(team, "match-query"), values = new[] { Of(team, "match-query-value") } } },
        },
        transforms = new[] { new Dictionary<string, string> { ["PathPrefix"] = "/" + Of(team, "prefix") } },
        access = new { apiKey = "required", header = Of(team, "key-header"), jwt = team == Team ? null : Jwt(team) },
    };

    object Dashboard(string team) => new
    {
        id = Of(team, "dashboard-id"),
        title = Of(team, "dashboard-title"),
        description = Of(team, "dashboard-description"),
        folder = Of(team, "dashboard-folder"),
        tags = new[] { Of(team, "dashboard-tag") },
        access = "team",
        team = IdOf(team),
        defaults = new { filters = new[] { new { dimension = "host", op = "is", values = new[] { Of(team, "dashboard-filter") } } } },
        widgets = new[]
        {
            new
            {
                id = Of(team, "widget-id"),
                type = "number",
                title = Of(team, "widget-title"),
                x = 0,
                y = 0,
                w = 2,
                h = 2,
                query = new { measures = new[] { "requests" } },
                options = new { note = Of(team, "widget-note") },
            },
        },
    };

    // Off: what it tells is told by a test of it, as the stand makes one.
    object Alert(string team) => new
    {
        id = Of(team, "alert-id"),
        name = Of(team, "alert-name"),
        description = Of(team, "alert-description"),
        team = IdOf(team),
        enabled = false,
        when = new { query = new { filters = new[] { new { dimension = "host", op = "is", values = new[] { Of(team, "alert-filter") } } } }, absent = true },
        channels = new[] { Of("channel-id") },
        message = Of(team, "alert-message"),
        labels = new Dictionary<string, string> { [Of(team, "alert-label")] = Of(team, "alert-label-value") },
        dashboard = Of(team, "dashboard-id"),
    };

    public string Host(string team) => Of(team, "host") + ".example";

    object Jwt(string team) => new
    {
        issuer = $"https://{Of(team, "issuer")}.example",
        audiences = new[] { Of(team, "audience") },
        jwksUri = $"https://{Of(team, "keys")}.example",
        requiredScopes = new[] { Of(team, "scope") },
        requiredClaims = new Dictionary<string, string[]> { [Of(team, "claim")] = [Of(team, "claim-value")] },
        header = Of(team, "token-header"),
    };

    /// <summary>Texts that must be seen by who may see all of the tenant, or the search for foreign ones means nothing.</summary>
    public IEnumerable<string> Shown =>
    [
        Id, Of("tenant-name"), Of("api-name"), Of("group-name"), Of("destination-id"), Of("address"), Of("probe"), Of("token-name"),
        Of("channel-name"), Of("channel-host"), Of("channel-label-value"), Of("silence-reason"), Of("silence-alert"), Of("delivery-answer"),
        Of("client"), Of("network"), Of("vouched-id"), Of("tenantadmin-id"), Country, Markers.Last(),
        .. from team in Teams
           from text in new[]
           {
               "team-name", "key-name", "consumer", "tag-name", "tag-value", "host.example", "path/", "match-header", "match-header-value", "match-query",
               "match-query-value", "prefix", "key-header", "cluster-then", "destination-then", "consumer-then", "host-then", "endpoint-then", "person-id", "person-name",
               "person-sign-in", "dashboard-title", "dashboard-description", "dashboard-folder", "dashboard-tag", "dashboard-filter", "widget-title", "widget-note",
               "alert-name", "alert-description", "alert-filter", "alert-message", "alert-label", "alert-label-value",
           }
           select Of(team, text),
        .. from text in new[] { "issuer", "audience", "keys", "scope", "claim", "claim-value", "token-header" } select Of(OtherTeam, text),
    ];
}
