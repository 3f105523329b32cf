namespace Gateway.Admin.SignIn;

/// <summary>How long an account takes no password after wrong ones: from the fifth on a minute, doubling to a quarter of an hour.</summary>
static class AccountLock
{
    public const int FreeAttempts = 5;

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <param name="failures">Wrong passwords in a row, with the one that just was.</param>
    public static TimeSpan? For(int failures)
    {
        if (failures < FreeAttempts)
            return null;
        var time = First * Math.Pow(2, Math.Min(failures - FreeAttempts, 10));
        return time < Longest ? time : Longest;
    }
}
