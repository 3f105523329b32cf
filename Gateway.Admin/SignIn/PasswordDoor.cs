using System.Globalization;
using Gateway.Admin.Http;
using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.SignIn;

/// <summary>Checks a password that somebody sent, with all that makes guessing slow. Nobody compares one in another way.</summary>
sealed class PasswordDoor(Passwords passwords, FailedSignIns failures)
{
    /// <summary>Compares.</summary>
    /// <param name="http">The call, for its address.</param>
    /// <param name="signIn">The name that was given, as stored ones are written.</param>
    /// <param name="user">Who has it, with the state; null when nobody does.</param>
    /// <param name="password">What was sent.</param>
    /// <param name="token">Cancels.</param>
    public async Task<PasswordVerdict> CheckAsync(HttpContext http, string signIn, User? user, string password, CancellationToken token)
    {
        if (failures.Wait(http, signIn, user) is { } wait)
            return new PasswordVerdict(null, Later(http, StatusCodes.Status429TooManyRequests, wait, "Too many wrong passwords", "Wait, then try again"));
        var hash = user is { Enabled: true, Issuer: null } ? user.PasswordHash : null;
        if (await passwords.CheckAsync(hash, password, token) is not { } check)
            return new PasswordVerdict(null, Busy(http));
        if (!check.IsRight)
            await failures.NoteAsync(http, signIn, user, token);
        return new PasswordVerdict(check, null);
    }

    /// <summary>503: too many passwords are being checked at this moment.</summary>
    public static IResult Busy(HttpContext http) =>
        Later(http, StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(2), "Too many people sign in at this moment", "Try again");

    static IResult Later(HttpContext http, int status, TimeSpan wait, string title, string what)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var when = seconds > 90 ? $"{(seconds + 59) / 60} minutes" : $"{seconds} seconds";
        return Problems.Of(status, title, $"{what} in {when}.");
    }
}

/// <summary>What became of a password: a comparison, or the answer that says why there was none.</summary>
sealed record PasswordVerdict(PasswordCheck? Check, IResult? Refusal)
{
    public bool IsRight => Check is { IsRight: true };
}
