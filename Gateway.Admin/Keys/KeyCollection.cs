using System.Linq.Expressions;
using System.Text.Json;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Secrets;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Keys;

sealed class KeyCollection(TimeProvider time) : Collection<KeyDocument, ApiKey>
{
    /// <summary>From here on a key's end is warned of.</summary>
    static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(14);

    public override string Name => "keys";

    /// <summary>A secret that is gone cannot come back, and one that was given out since is in use.</summary>
    public override WayBack WayBack => WayBack.ChangesOnly;

    public override IQueryable<ApiKey> Rows(GatewayDb db) => db.Keys.Include(row => row.Use);

    public override KeyDocument ToDocument(ApiKey row) => new()
    {
        Id = row.Id,
        Tenant = row.TenantId,
        Name = row.Name,
        Consumer = row.Consumer,
        Team = row.TeamId,
        Allow = row.Allow is null ? null : JsonSerializer.Deserialize<KeyAllowDocument>(row.Allow, ContractJson.Options),
        Enabled = row.Enabled,
        ExpiresAt = row.ExpiresAt,
        Tags = row.Tags,
        Prefix = row.Prefix,
        LastFour = row.LastFour,
        State = StateOf(row, time.GetUtcNow()),
        CreatedAt = row.CreatedAt,
        LastUsedAt = row.Use?.LastUsedAt,
        GraceUntil = row.GraceUntil > time.GetUtcNow() ? row.GraceUntil : null,
    };

    /// <summary>Without a hash a secret is made; it is in the answer of the one call that asks for it.</summary>
    public override ApiKey Create(KeyDocument document, string tenant, Change change) => new()
    {
        TenantId = tenant,
        Id = document.Id,
        Name = document.Name,
        Hash = KeySecret.Hash(KeySecret.Create()),
        Prefix = "imported",
        LastFour = "",
        CreatedAt = change.Time,
    };

    public override void Apply(KeyDocument document, ApiKey row)
    {
        row.Name = document.Name;
        row.Consumer = document.Consumer;
        row.TeamId = document.Team;
        row.Allow = document.Allow is null ? null : JsonSerializer.Serialize(document.Allow, ContractJson.Options);
        row.Enabled = document.Enabled;
        row.ExpiresAt = document.ExpiresAt?.ToUniversalTime();
        row.Tags = new Dictionary<string, string>(document.Tags);
    }

    /// <summary>Gives a new row its secret and answers it.</summary>
    public static string Issue(ApiKey row)
    {
        var secret = KeySecret.Create();
        row.Hash = KeySecret.Hash(secret);
        (row.Prefix, row.LastFour) = KeySecret.Shown(secret);
        return secret;
    }

    public override async Task CheckAsync(KeyDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        Ids.CheckName(document.Name, change.Errors, At("name"));
        if (document.Consumer is { } consumer)
            Ids.CheckName(consumer, change.Errors, At("consumer"));
        await Ids.CheckReferenceAsync<Team>(document.Team, tenant, change, At("team"), token);
        await CheckAllowAsync(document.Allow, tenant, change, At("allow"), token);
        CheckTags(document.Tags, change.Errors, At("tags"));
        await TakeHashAsync(document, tenant, change, At("hash"), token);
    }

    /// <summary><c>?consumer=&amp;team=&amp;group=&amp;api=&amp;state=</c>: of whom, allowed what by name, in which state; <c>mayCall</c>: those that may call a route, by whatever they are allowed.</summary>
    public override async Task<IQueryable<ApiKey>> NarrowAsync(GatewayDb db, IQueryable<ApiKey> rows, IQueryCollection asked, FieldErrors errors, CancellationToken token)
    {
        string? Text(string name) => asked[name].ToString() is { Length: > 0 } text ? text : null;
        if (Text("consumer") is { } consumer)
            rows = rows.Where(row => row.Consumer == consumer);
        if (Text("team") is { } team)
            rows = rows.Where(row => row.TeamId == team);
        foreach (var (name, list) in new[] { ("api", "apis"), ("group", "groups") })
        {
            if (Text(name) is not { } id)
                continue;
            var named = JsonSerializer.Serialize(new Dictionary<string, string[]> { [list] = [id] });
            rows = rows.Where(row => row.Allow != null && EF.Functions.JsonContains(row.Allow, named));
        }

        if (Text("mayCall") is { } route)
            rows = await MayCallAsync(db, rows, route, errors, token);
        return Text("state") is { } state ? InState(rows, state, time.GetUtcNow(), errors) : rows;
    }

    static async Task<IQueryable<ApiKey>> MayCallAsync(GatewayDb db, IQueryable<ApiKey> rows, string id, FieldErrors errors, CancellationToken token)
    {
        if (await db.Routes.AsNoTracking().Where(row => row.Id == id).Take(2).ToListAsync(token) is not [var route])
        {
            errors.Add("mayCall", "must be the id of one route of the tenant");
            return rows;
        }

        var allowed = db.Database.SqlQuery<string>($"""
            /* gateway:keys/may-call */
            select id as "Value"
            from gateway.keys
            where tenant_id = {route.TenantId}
              and (allow is null
                or jsonb_exists(allow -> 'routes', {route.Id})
                or jsonb_exists(allow -> 'apis', {route.ApiId ?? ""})
                or jsonb_exists_any(allow -> 'groups', {route.Groups}))
            """);
        return rows.Where(row => row.TenantId == route.TenantId && allowed.Contains(row.Id));
    }

    static IQueryable<ApiKey> InState(IQueryable<ApiKey> rows, string state, DateTimeOffset now, FieldErrors errors)
    {
        var soon = now + ExpiresSoon;
        switch (state)
        {
            case "active":
                return rows.Where(row => row.RevokedAt == null && row.Enabled && (row.ExpiresAt == null || row.ExpiresAt > now));
            case "expiring":
                return rows.Where(row => row.RevokedAt == null && row.Enabled && row.ExpiresAt > now && row.ExpiresAt <= soon);
            case "suspended":
                return rows.Where(row => row.RevokedAt == null && !row.Enabled && (row.ExpiresAt == null || row.ExpiresAt > now));
            case "expired":
                return rows.Where(row => row.RevokedAt == null && row.ExpiresAt <= now);
            case "revoked":
                return rows.Where(row => row.RevokedAt != null);
            default:
                errors.Add("state", "must be active, expiring, suspended, expired or revoked");
                return rows;
        }
    }

    public override Expression<Func<ApiKey, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word)
            || row.Name.ToLower().Contains(word)
            || row.Prefix.ToLower().Contains(word)
            || (row.Consumer ?? "").ToLower().Contains(word);

    public override (string Field, string Message)? Clash(string index) => index == GatewayDb.KeyHashIndex ? ("hash", "is taken") : null;

    public static KeyState StateOf(ApiKey row, DateTimeOffset now) =>
        row.RevokedAt is not null ? KeyState.Revoked
        : row.ExpiresAt <= now ? KeyState.Expired
        : row.Enabled ? KeyState.Active
        : KeyState.Suspended;

    static async Task CheckAllowAsync(KeyAllowDocument? allow, string tenant, Change change, string path, CancellationToken token)
    {
        if (allow is null)
            return;
        for (var i = 0; i < allow.Apis.Count; i++)
            await Ids.CheckReferenceAsync<Api>(allow.Apis[i], tenant, change, $"{path}.apis[{i}]", token);
        for (var i = 0; i < allow.Routes.Count; i++)
            await Ids.CheckReferenceAsync<Route>(allow.Routes[i], tenant, change, $"{path}.routes[{i}]", token);
        for (var i = 0; i < allow.Groups.Count; i++)
            await Ids.CheckReferenceAsync<Group>(allow.Groups[i], tenant, change, $"{path}.groups[{i}]", token);
    }

    static void CheckTags(IReadOnlyDictionary<string, string> tags, FieldErrors errors, string path)
    {
        if (tags.Count > 50)
            errors.Add(path, "must be at most 50");
        foreach (var (name, value) in tags)
        {
            if (name.Length is 0 or > 100 || value.Length > 500)
                errors.Add(FieldErrors.Join(path, name.Length > 100 ? name[..100] : name), "names are 1 to 100 characters, values at most 500");
        }
    }

    /// <summary>A key's hash is taken when the key is made; later it changes only by rotation, so an import never brings an old one back.</summary>
    static async Task TakeHashAsync(KeyDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        if (document.Hash is not { } hex)
            return;
        if (hex.Length != 64 || !hex.All(char.IsAsciiHexDigit))
        {
            change.Errors.Add(path, "must be the SHA-256 of the key, 64 hexadecimal digits");
            return;
        }

        var hash = Convert.FromHexString(hex);
        var row = (await change.Db.Keys.FindAsync([tenant, document.Id], token))!;
        if (row.Hash.AsSpan().SequenceEqual(hash))
            return;
        if (change.Db.Entry(row).State != EntityState.Added)
            change.Errors.Add(path, "cannot be changed on a key that exists; rotate the key instead");
        else
            row.Hash = hash;
    }
}
