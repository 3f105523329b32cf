namespace Gateway.Admin.Audit;

/// <summary>What entries of the audit call what was done, beside create, update and delete.</summary>
static class AuditAction
{
    public const string SignIn = "signIn";
    public const string SignInFailed = "signInFailed";
    public const string SignOut = "signOut";

    /// <summary>The gateway locked an account after too many wrong passwords.</summary>
    public const string Lock = "lock";
    public const string Unlock = "unlock";

    /// <summary>Somebody made a link to choose a password.</summary>
    public const string Invite = "invite";
    public const string EndSessions = "endSessions";

    /// <summary>Somebody read personal data.</summary>
    public const string Read = "read";

    /// <summary>Somebody had sums built again.</summary>
    public const string Rebuild = "rebuild";

    /// <summary>Somebody sent a notice to try a channel out.</summary>
    public const string Test = "test";

    /// <summary>Somebody had a job run out of its turn.</summary>
    public const string Run = "run";

    /// <summary>Somebody took the audit away.</summary>
    public const string Export = "export";
}
