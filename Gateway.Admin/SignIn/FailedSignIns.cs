using System.Text.Json.Nodes;
using Gateway.Admin.Access;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.SignIn;

/// <summary>
/// What follows a wrong password: the account's lock (in the store, for all nodes), the address's wait, the audit. Writes the
/// numbers of failures without a row once their minute is over; ends with the host.
/// </summary>
sealed partial class FailedSignIns(
    GatewayStore store, AddressLimit addresses, UnknownNames unknown, FailureTally tally, StoreReady database, TimeProvider time, ILogger<FailedSignIns> log)
    : BackgroundService
{
    const string Nobody = "(unknown)";

    static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(10);

    /// <summary>How long the caller has to wait before a password of this account is looked at; null: not at all.</summary>
    public TimeSpan? Wait(HttpContext http, string signIn, User? user)
    {
        var wait = addresses.Wait(ClientAddress.PrefixOf(http));
        var until = user is null ? unknown.LockedUntil(signIn) : user.State?.LockedUntil;
        if (wait is null && until > time.GetUtcNow())
            wait = until - time.GetUtcNow();
        if (wait is not null)
            tally.Count(ClientAddress.Of(http) ?? "");
        return wait;
    }

    /// <summary>Notes a wrong password. For a name that nobody has it does the same work, so that the time tells nothing.</summary>
    public async Task NoteAsync(HttpContext http, string signIn, User? user, CancellationToken token)
    {
        var address = ClientAddress.Of(http);
        addresses.Add(ClientAddress.PrefixOf(http));
        if (user is null)
            unknown.Add(signIn);
        var (tenant, id) = user is null ? (GatewayStore.PlatformTenant, Nobody) : (user.TenantId, user.Id);
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        await session.Db.Database.ExecuteSqlAsync($"""
            /* gateway:sign-in/state */
            insert into gateway.sign_in_states (tenant_id, id, failures)
            select tenant_id, id, 0
            from gateway.users
            where tenant_id = {tenant} and id = {id}
            on conflict do nothing
            """, token);
        var state = await session.Db.SignInStates
            .FromSql($"/* gateway:sign-in/failed */ select * from gateway.sign_in_states where tenant_id = {tenant} and id = {id} for update")
            .SingleOrDefaultAsync(token);
        var now = time.GetUtcNow();
        TimeSpan? locked = null;
        if (state is not null)
        {
            state.Failures++;
            locked = AccountLock.For(state.Failures);
            state.LockedUntil = now + locked;
        }

        if (tally.TakesRow(address ?? ""))
            session.Db.Audit.Add(Entry(tenant, user?.SignIn ?? Nobody, address, "signInFailed", null, now));
        if (locked is not null)
            session.Db.Audit.Add(Entry(tenant, user!.SignIn, address, "lock", new JsonObject { ["until"] = now + locked }, now));
        await session.CommitAsync(token);
    }

    /// <summary>Notes that a provider's answer did not let somebody in.</summary>
    public async Task NoteExternalAsync(HttpContext http, string method, string reason, CancellationToken token)
    {
        var address = ClientAddress.Of(http);
        addresses.Add(ClientAddress.PrefixOf(http));
        if (!tally.TakesRow(address ?? ""))
            return;
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        session.Db.Audit.Add(Entry(GatewayStore.PlatformTenant, Nobody, address, "signInFailed", new JsonObject { ["method"] = method, ["reason"] = reason }, time.GetUtcNow()));
        await session.CommitAsync(token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await database.Task.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(WriteEvery, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteDueAsync(tally.TakeDue(), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The numbers of the last minute are told on the way out, if the database is there.
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
            await WriteDueAsync(tally.TakeDue(all: true), deadline.Token);
        }
    }

    /// <summary>Writes the numbers of minutes that are over.</summary>
    internal async Task WriteDueAsync(IReadOnlyDictionary<string, int> due, CancellationToken token)
    {
        if (due.Count == 0)
            return;
        try
        {
            await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
            foreach (var (address, count) in due)
                session.Db.Audit.Add(Entry(GatewayStore.PlatformTenant, Nobody, address, "signInFailed", new JsonObject { ["more"] = count }, time.GetUtcNow()));
            await session.CommitAsync(token);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The edge of the loop: the next round tries again, or the way out does.
            tally.GiveBack(due);
            Log.NotWritten(log, failed.Message);
        }
    }

    static AuditEntry Entry(string tenant, string signIn, string? address, string action, JsonObject? after, DateTimeOffset time) => new()
    {
        Time = time,
        TenantId = tenant,
        Actor = signIn,
        Address = address,
        Action = action,
        Collection = "users",
        ObjectId = signIn,
        After = after?.ToJsonString(),
    };

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The number of failed sign-ins could not be written to the audit: {Error}")]
        public static partial void NotWritten(ILogger log, string error);
    }
}
