using System.Collections.Concurrent;

namespace Gateway.Analytics.Queries;

/// <summary>
/// Answers that are still good, by what was asked and for whom: the scope is part of the key. Equal questions that come together
/// are computed once. Bounded: when it is full, what has gone stale is dropped, and all of it when that is not enough.
/// </summary>
/// <param name="most">How many answers are kept; 0: none.</param>
/// <param name="time">Tells when they go stale.</param>
sealed class AnswerCache(int most, TimeProvider time)
{
    readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Whether a good answer is there or on its way.</summary>
    public bool Holds(string key) => entries.TryGetValue(key, out var entry) && entry.IsGood(time.GetUtcNow());

    /// <summary>The answer for a key, computed by whoever asks first.</summary>
    /// <param name="key">Scope and question.</param>
    /// <param name="compute">Makes the answer, under the token of the one who asked first; when that one goes away, the next takes over.</param>
    /// <param name="keep">How long an answer is good; zero or less: it is not kept.</param>
    /// <param name="token">Of this caller.</param>
    public async Task<T> GetAsync<T>(string key, Func<Task<T>> compute, Func<T, TimeSpan> keep, CancellationToken token)
    {
        if (most == 0)
            return await compute();
        while (true)
        {
            var now = time.GetUtcNow();
            if (entries.TryGetValue(key, out var found) && found.IsGood(now))
            {
                if (await JoinAsync<T>(found, token) is { } joined)
                    return joined.Value;
                continue;
            }

            MakeRoom(now);
            var mine = new Entry();
            if (found is null ? !entries.TryAdd(key, mine) : !entries.TryUpdate(key, mine, found))
                continue;
            try
            {
                var value = await compute();
                mine.KeepUntil(now + keep(value));
                if (!mine.IsGood(now))
                    Remove(key, mine);
                mine.Done.SetResult(value);
                return value;
            }
            catch
            {
                Remove(key, mine);
                mine.Done.SetResult(null);
                throw;
            }
        }
    }

    /// <summary>What another caller computes; null when that one failed or went away.</summary>
    static async Task<Joined<T>?> JoinAsync<T>(Entry entry, CancellationToken token) =>
        await entry.Done.Task.WaitAsync(token) is T value ? new Joined<T>(value) : null;

    void Remove(string key, Entry entry) => entries.TryRemove(KeyValuePair.Create(key, entry));

    void MakeRoom(DateTimeOffset now)
    {
        if (entries.Count < most)
            return;
        foreach (var (key, entry) in entries)
        {
            if (!entry.IsGood(now))
                Remove(key, entry);
        }

        if (entries.Count >= most)
            entries.Clear();
    }

    sealed record Joined<T>(T Value);

    sealed class Entry
    {
        // While the answer is computed it counts as good: others wait for it. In ticks, so that it is read whole.
        long goodUntil = long.MaxValue;

        public TaskCompletionSource<object?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void KeepUntil(DateTimeOffset instant) => Volatile.Write(ref goodUntil, instant.UtcTicks);

        public bool IsGood(DateTimeOffset now) => now.UtcTicks < Volatile.Read(ref goodUntil);
    }
}
