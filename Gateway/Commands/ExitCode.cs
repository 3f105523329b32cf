namespace Gateway.Commands;

/// <summary>What a command ends with, for scripts. They are documented: a number never changes its meaning.</summary>
static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>The document, its file or the command line was refused; the errors are on standard error.</summary>
    public const int Refused = 1;

    /// <summary>A plan with <c>--detailed-exit-code</c> found changes.</summary>
    public const int Changes = 2;

    /// <summary>The gateway could not be reached or could not answer, or the token does not suffice.</summary>
    public const int Unreachable = 3;
}
