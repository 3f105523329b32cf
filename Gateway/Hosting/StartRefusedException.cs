namespace Gateway.Hosting;

/// <summary>The program cannot start as it is set up; the message says what to do and is all that is printed.</summary>
sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
