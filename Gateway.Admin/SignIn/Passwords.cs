using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gateway.Admin.SignIn;

/// <summary>
/// Hashes and checks passwords with the framework's hasher (PBKDF2, HMAC-SHA512). Each takes about a tenth of a second of a core,
/// so only a few run at a time and few may wait: guessing must not take the machine from the proxy.
/// </summary>
sealed class Passwords : IDisposable
{
    public const int MinimumLength = 12;
    public const int MaximumLength = 256;

    /// <summary>How many may wait for their turn; the next are sent away.</summary>
    internal const int QueueLimit = 8;

    /// <summary>OWASP's advice for PBKDF2 with HMAC-SHA512 (Password Storage Cheat Sheet).</summary>
    const int Iterations = 210_000;

    readonly PasswordHasher<User> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    readonly SemaphoreSlim turn = new(Math.Clamp(Environment.ProcessorCount / 2, 1, 2));
    readonly Lazy<string> nobodys;
    int waiting;

    public Passwords() => nobodys = new Lazy<string>(() => hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    /// <summary>Adds what is wrong with a new password. Length is what counts; rules about signs only make people write it down.</summary>
    public static void CheckRule(string password, string signIn, FieldErrors errors, string path)
    {
        if (password.Length is < MinimumLength or > MaximumLength)
            errors.Add(path, $"must be {MinimumLength} to {MaximumLength} characters");
        else if (SignInName.Normal(password) == SignInName.Normal(signIn))
            errors.Add(path, "must not be the sign-in name");
    }

    /// <summary>The hash to store; null when too many wait.</summary>
    public Task<string?> HashAsync(string password, CancellationToken token) =>
        InTurnAsync(() => hasher.HashPassword(null!, Normal(password)), token);

    /// <summary>Compares. Without a hash it takes as long and says no.</summary>
    /// <returns>Null when too many wait.</returns>
    public Task<PasswordCheck?> CheckAsync(string? hash, string password, CancellationToken token) => InTurnAsync(() =>
    {
        // Also where it is not needed: the first check of a process makes it, and that must not tell one name from another.
        var nobody = nobodys.Value;
        var text = Normal(password.Length > MaximumLength ? "" : password);
        var result = hasher.VerifyHashedPassword(null!, hash ?? nobody, text);
        if (hash is null || result == PasswordVerificationResult.Failed)
            return new PasswordCheck(false, null);
        return new PasswordCheck(true, result == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(null!, text) : null);
    }, token);

    public void Dispose() => turn.Dispose();

    async Task<TAnswer?> InTurnAsync<TAnswer>(Func<TAnswer> work, CancellationToken token)
        where TAnswer : class
    {
        if (Interlocked.Increment(ref waiting) > QueueLimit)
        {
            Interlocked.Decrement(ref waiting);
            return null;
        }

        try
        {
            await turn.WaitAsync(token);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        try
        {
            return await Task.Run(work, token);
        }
        finally
        {
            turn.Release();
        }
    }

    // Keyboards differ in how they compose an accent; the same password has to give the same hash.
    static string Normal(string password) =>
        password.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar) ? password : password.Normalize(System.Text.NormalizationForm.FormC);
}

/// <summary>What became of a comparison.</summary>
/// <param name="NewHash">What to store in place of the old hash, when that was made with less effort than today's.</param>
sealed record PasswordCheck(bool IsRight, string? NewHash);
