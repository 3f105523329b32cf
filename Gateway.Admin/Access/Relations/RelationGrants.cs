using System.Collections.Concurrent;
using Gateway.Admin.Contract;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Access.Relations;

/// <summary>
/// Adds to callers the roles that follow from their relations. In the steady state that is one look-up in memory; after
/// <c>CacheFor</c> one request asks again and the others of that person wait for it. Who cannot be asked for is not taken to
/// have no relations: then the caller goes on with the roles given here, and what these do not suffice for is 503.
/// </summary>
/// <param name="reader">Null: nobody is asked.</param>
/// <param name="cacheFor">How long an answer holds, counted from the moment of the question.</param>
sealed partial class RelationGrants(RelationReader? reader, TimeSpan cacheFor, TimeProvider time, ILogger<RelationGrants> log)
{
    /// <summary>Bounded by forgetting everything.</summary>
    const int Maximum = 10_000;

    /// <summary>How long a failure holds: a server that is away costs each person one wait in this time, not every call.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<Person, Asked> known = new();

    /// <summary>How many persons are remembered.</summary>
    public int Count => known.Count;

    /// <summary>The caller with all roles; and who did not answer, when some may be missing.</summary>
    public ValueTask<(Caller Caller, string? Away)> CompleteAsync(Caller caller, CancellationToken token)
    {
        // A token that nobody owns has no relations, one that somebody owns has them up to its own limit, and a platform admin
        // cannot get more.
        var isWhole = caller.Session is not null;
        if (reader is null || caller.Person is not { } person || caller.IsPlatformAdmin || !(isWhole || caller.Limit is not null))
            return new((caller, null));
        var asked = Found(caller.Related, person);
        return asked.Known is { } answer ? new(Complete(caller, answer)) : new(WaitAsync(caller, asked, token));
    }

    async Task<(Caller Caller, string? Away)> WaitAsync(Caller caller, Asked asked, CancellationToken token) =>
        Complete(caller, await asked.Coming.WaitAsync(token));

    (Caller Caller, string? Away) Complete(Caller caller, Answer answer) => answer.Grants switch
    {
        null => (caller, reader!.Name),
        { Count: 0 } => (caller, null),
        var related when caller.Limit is { } limit => (Add(caller, GrantRules.Common(limit, related)), null),
        var related => (Add(caller, related), null),
    };

    static Caller Add(Caller caller, IEnumerable<RoleGrant> more) => caller with { Grants = [.. caller.Grants.Union(more)] };

    /// <summary>In the steady state what lies beside the credential; else what is known of the person, which is then put there.</summary>
    Asked Found(RelatedRoles? beside, Person person)
    {
        if (beside?.Known is Asked held && Holds(held))
            return held;
        var current = Current(person);
        if (beside is not null)
            beside.Known = current;
        return current;
    }

    Asked Current(Person person)
    {
        while (true)
        {
            var before = known.GetValueOrDefault(person);
            if (before is not null && Holds(before))
                return before;
            if (known.Count >= Maximum)
                known.Clear();

            // Whoever puts its question in place asks; the others find that one.
            var next = new Asked(time.GetTimestamp());
            if (before is null ? known.TryAdd(person, next) : known.TryUpdate(person, next, before))
            {
                _ = AskAsync(person, next);
                return next;
            }
        }
    }

    /// <summary>What is still being asked holds for all who come meanwhile.</summary>
    bool Holds(Asked asked) =>
        asked.Known is not { } answer || time.GetElapsedTime(asked.Since) < (answer.Grants is null ? Pause : cacheFor);

    async Task AskAsync(Person person, Asked asked)
    {
        try
        {
            asked.Set(await reader!.ReadAsync(person));
        }
        catch (Exception failed)
        {
            // The edge of the question: whatever went wrong, nobody may take it for "no relations", and nobody may wait for ever.
            if (failed is RelationsAwayException)
                Log.Away(log, reader!.Name, failed.Message);
            else
                Log.Failed(log, failed, reader!.Name);
            asked.Set(null);
        }
    }

    /// <summary>What came of a question; null: nothing did.</summary>
    sealed record Answer(IReadOnlyList<RoleGrant>? Grants);

    /// <summary>A question about one person.</summary>
    sealed class Asked(long since)
    {
        readonly TaskCompletionSource<Answer> coming = new(TaskCreationOptions.RunContinuationsAsynchronously);
        volatile Answer? known;

        public long Since => since;

        /// <summary>Null while it is being asked.</summary>
        public Answer? Known => known;

        public Task<Answer> Coming => coming.Task;

        public void Set(IReadOnlyList<RoleGrant>? grants) => coming.SetResult(known = new Answer(grants));
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Checker} did not say which roles follow from relations; callers go on with those given here: {Error}")]
        public static partial void Away(ILogger log, string checker, string error);

        [LoggerMessage(LogLevel.Error, "{Checker} could not be asked for relations")]
        public static partial void Failed(ILogger log, Exception failed, string checker);
    }
}
