namespace Gateway.Admin.SignIn;

/// <summary>
/// Locks names that nobody has just as accounts are locked, so that the lock does not tell which names exist. In memory, each
/// node for itself.
/// </summary>
sealed class UnknownNames(TimeProvider time)
{
    internal const int Maximum = 10_000;

    readonly Lock guard = new();
    readonly Dictionary<string, (int Failures, DateTimeOffset Until)> names = new(StringComparer.Ordinal);

    public DateTimeOffset? LockedUntil(string signIn)
    {
        lock (guard)
            return names.TryGetValue(signIn, out var name) && name.Until > time.GetUtcNow() ? name.Until : null;
    }

    public void Add(string signIn)
    {
        var now = time.GetUtcNow();
        lock (guard)
        {
            if (names.Count >= Maximum)
                names.Clear();
            var failures = names.GetValueOrDefault(signIn).Failures + 1;
            names[signIn] = (failures, AccountLock.For(failures) is { } span ? now + span : now);
        }
    }
}
