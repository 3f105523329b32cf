using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Jobs;

/// <summary>Says which keys end soon, and forgets old secrets whose grace is over.</summary>
sealed partial class KeysJob(GatewayStore store, TimeProvider time, ILogger<KeysJob> log) : IJob
{
    static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public JobPlan Plan { get; } = new(
        "keys", "Key expiry", "Says which keys end within 14 days, and forgets secrets that were replaced once their grace is over.",
        new JobSchedule.Shared("0 41 * * * ?", "Every hour, at 41 minutes past"));

    public async Task<string?> RunAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var session = await store.OpenAsync(GatewayStore.AllTenants, token);
        var keys = session.Db.Keys;
        var forgotten = await keys.Where(key => key.GraceUntil < now && key.PreviousHash != null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.PreviousHash, (byte[]?)null), token);
        var ending = await keys.CountAsync(key => key.RevokedAt == null && key.Enabled && key.ExpiresAt > now && key.ExpiresAt <= now + Soon, token);
        await session.CommitAsync(token);
        if (forgotten > 0)
            Log.Forgotten(log, forgotten);
        return $"{ending} end within 14 days";
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} replaced secrets of keys were forgotten, their grace is over.")]
        public static partial void Forgotten(ILogger log, int count);
    }
}
