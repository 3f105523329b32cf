using Gateway.Admin.Certificates;
using Gateway.Admin.Contract;

namespace Gateway.Hosting;

/// <summary>
/// Reads certificate files again when they change, and says daily what ends soon or cannot be used. Looks at the files rather
/// than being told: notices of a changed link differ between file systems. Ends with the host.
/// </summary>
sealed partial class CertificateWatch(HeldCertificates held, TimeProvider time, ILogger<CertificateWatch> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    static readonly TimeSpan SayEvery = TimeSpan.FromDays(1);

    readonly Dictionary<(string Tenant, string Id), (CertificateState State, string? Trouble, DateTimeOffset At)> said = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (held.Reread())
                    Log.Reread(log);
                Say(time.GetUtcNow());
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    void Say(DateTimeOffset now)
    {
        foreach (var certificate in held.Current.All)
        {
            var state = certificate.StateAt(now);
            var key = (certificate.Published.Tenant, certificate.Published.Id);
            if (state is CertificateState.Valid or CertificateState.NotYetValid)
            {
                said.Remove(key);
                continue;
            }

            if (said.TryGetValue(key, out var last) && last.State == state && last.Trouble == certificate.Trouble && now - last.At < SayEvery)
                continue;
            said[key] = (state, certificate.Trouble, now);
            if (certificate.Trouble is { } trouble)
                Log.Failing(log, key.Tenant, key.Id, trouble);
            else
                Log.Ending(log, key.Tenant, key.Id, state == CertificateState.Expired ? "ended" : "ends", certificate.Material!.NotAfter);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Certificate files changed and were read again")]
        public static partial void Reread(ILogger log);

        [LoggerMessage(LogLevel.Warning, "The certificate {Tenant}/{Id} {What} on {NotAfter:O}; replace it")]
        public static partial void Ending(ILogger log, string tenant, string id, string what, DateTimeOffset notAfter);

        [LoggerMessage(LogLevel.Warning, "The certificate {Tenant}/{Id} cannot be used as it is: {Trouble}")]
        public static partial void Failing(ILogger log, string tenant, string id, string trouble);
    }
}
