namespace Gateway.Tests.Isolation;

/// <summary>
/// How an endpoint is called so that the answer is about access and nothing changes: what is made or changed has a mistake in it or
/// a version that never was, so whoever is let in hears 422, 409 or 412.
/// </summary>
/// <param name="Row">Its row of the table: method and path, and the query where the endpoint has more than one row.</param>
/// <param name="Address">Below <c>/api/v1/</c>; <c>{team}</c> stands for the team that is meant.</param>
/// <param name="Body">JSON, with the same.</param>
sealed record AccessCall(string Row, string Method, string Address, string? Body)
{
    const string Team = "{team}";

    /// <summary>The things that are called: of acme, and where a team can own one, of the team.</summary>
    static readonly Dictionary<string, string> Things = new()
    {
        ["tenants"] = "acme",
        ["teams"] = Team,
        ["apis"] = "orders",
        ["groups"] = "gold",
        ["clusters"] = "main",
        ["routes"] = "of-" + Team,
        ["keys"] = "revoked",
        ["tokens"] = "kept",
        ["certificates"] = "shown",
        ["users"] = "vouched",
        ["dashboards"] = "of-" + Team,
        ["requests"] = "1-1-0",
        ["alerts"] = "of-" + Team,
        ["channels"] = "hook",
        ["silences"] = "night",
        ["jobs"] = "none",
    };

    static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /routes"] = """{"id":"new","team":"{team}","cluster":"missing","match":{"path":"/new"}}""",
        ["PUT /routes/{id}"] = """{"id":"of-{team}","team":"{team}","cluster":"main","match":{"path":"/{team}"}}""",
        ["POST /dashboards"] = """{"id":"new","title":"","access":"team","team":"{team}"}""",
        ["POST /dashboards/import"] = """{"id":"new","title":"","access":"team","team":"{team}"}""",
        ["PUT /dashboards/{id}"] = """{"id":"of-{team}","title":"","access":"team","team":"{team}"}""",
        ["POST /dashboards/{id}/duplicate"] = """{"id":"Not an id"}""",
        ["POST /dashboards/{id}/share"] = """{"expiresAt":"2000-01-01T00:00:00Z"}""",
        ["POST /alerts"] = """{"id":"new","name":"","team":"{team}","when":{"query":{},"absent":true}}""",
        ["PUT /alerts/{id}"] = """{"id":"of-{team}","name":"","team":"{team}","when":{"query":{},"absent":true}}""",
        ["POST /alerts/check"] = """{"alert":{"id":"new","name":"New","tenant":"acme","team":"{team}","when":{"query":{},"absent":true},"every":"00:00:00"}}""",
        ["POST /alerts/backtest"] = """{"alert":{"id":"new","name":"New","tenant":"acme","team":"{team}","when":{"query":{},"absent":true},"every":"00:00:00"}}""",
        ["PUT /config"] = "{}",
        ["PUT /me"] = """{"name":""}""",
        ["PUT /teams/{id}/people/{userId}"] = """{"role":"teamViewer"}""",
        ["POST /invitations/accept"] = """{"token":"none","password":"none"}""",
        ["POST /invitations/look"] = """{"token":"none"}""",
        ["POST /keys/{id}/rotate"] = """{"graceSeconds":-1}""",
        ["POST /kpi/query"] = """{"preset":"traffic/total","parameters":{}}""",
        ["POST /kpi/query?team="] = """{"preset":"traffic/total","parameters":{"team":["{team}"]}}""",
        ["POST /me/password"] = """{"current":"none","next":"short"}""",
        ["POST /me/tokens"] = """{"id":"Not an id","name":"New"}""",
        ["POST /pipeline/rebuild"] = """{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""",
        ["POST /query"] = """{"queries":[{"ref":"a","measures":["requests"]}]}""",
        ["PUT /settings/{key}"] = "{}",
        ["POST /sign-in"] = "{}",
    };

    /// <summary>What is asked for is never there, so 404 says that the caller was let in.</summary>
    public bool IsOfNothing => Row is "GET /requests/{id}" or "POST /invitations/accept" or "POST /invitations/look" or "DELETE /me/sessions/{id:guid}" or "DELETE /me/tokens/{id}" or "POST /dashboards/removed/{id}/restore" or "POST /jobs/{id}/run"
        or "GET /alert-events/{id:long}" or "POST /alert-events/{id:long}/seen"
        || Row.Contains("{provider}", StringComparison.Ordinal);

    /// <summary>Whether the answer may depend on whose team it is about.</summary>
    public bool IsOfTeam => Address.Contains(Team, StringComparison.Ordinal) || Body?.Contains(Team, StringComparison.Ordinal) == true;

    /// <summary>The calls of an endpoint: one, or more where a parameter decides about access.</summary>
    public static IEnumerable<AccessCall> Of(string method, string path) => path == "/kpi/query"
        ? [Create(method, path, method == "GET" ? "?preset=traffic/total" : ""), Create(method, path, method == "GET" ? $"?preset=traffic/total&team={Team}" : "", "?team=")]
        // A rollback that is let in goes back.
        : [Create(method, path, path.EndsWith("/rollback", StringComparison.Ordinal) ? "?dryRun=true" : "")];

    public string AddressFor(string team) => Address.Replace(Team, team, StringComparison.Ordinal);

    public string? BodyFor(string team) => Body?.Replace(Team, team, StringComparison.Ordinal);

    static AccessCall Create(string method, string path, string query = "", string variant = "")
    {
        var row = $"{method} {path}{variant}";
        var collection = path.Split('/')[1];
        var address = path
            .Replace("/me/tokens/{id}", "/me/tokens/none", StringComparison.Ordinal)
            .Replace("/removed/{id}", "/removed/none", StringComparison.Ordinal)
            .Replace("{number:int}", "1", StringComparison.Ordinal)
            .Replace("/draft/{collection}/{id}", "/draft/routes/none", StringComparison.Ordinal)
            .Replace("{from:int}", "0", StringComparison.Ordinal)
            .Replace("{to:int}", "1", StringComparison.Ordinal)
            .Replace("{id:long}", "0", StringComparison.Ordinal)
            .Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{userId}", method == "DELETE" ? "vouched" : "member", StringComparison.Ordinal)
            .Replace("{key}", "Gateway:Admin:Urls", StringComparison.Ordinal)
            .Replace("{provider}", "none", StringComparison.Ordinal);
        if (Things.TryGetValue(collection, out var thing))
            address = address.Replace("{id}", thing, StringComparison.Ordinal);
        if (address.Replace(Team, "", StringComparison.Ordinal).Contains('{', StringComparison.Ordinal))
            throw new InvalidOperationException($"{row}: {nameof(AccessCall)} has to say what stands for its parameters.");
        return new AccessCall(row, method, address.TrimStart('/') + query, Bodies.GetValueOrDefault(row) ?? UsualBody(method, thing));
    }

    // A name has at least one character, so nothing is made of it.
    static string? UsualBody(string method, string? thing) => method switch
    {
        "GET" or "DELETE" => null,
        "PATCH" => """{"name":""}""",
        "PUT" => $$"""{"id":"{{thing}}","name":""}""",
        _ => """{"id":"new","name":""}""",
    };
}
