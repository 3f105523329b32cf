using Gateway.Analytics.Imports;
using Gateway.Analytics.Storage;

namespace Gateway.Imports;

/// <summary>Reads logs and stores them, with a line of progress and the lines that could not be read.</summary>
sealed class ImportRun(ILogFormat format, LogEvents events, LogImport import, TextWriter error, TimeProvider time)
{
    /// <summary>Rows of one transaction: some 10 MB.</summary>
    const int Batch = 20_000;

    /// <summary>Lines that are named for each reason; the others are only counted.</summary>
    const int MostNamed = 5;

    static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(500);

    readonly List<EventRow> batch = [];
    readonly SortedDictionary<string, long> refused = new(StringComparer.Ordinal);
    long shownAt;

    public long Lines { get; private set; }

    public long Imported { get; private set; }

    /// <summary>How many were there from an earlier import.</summary>
    public long Present { get; private set; }

    /// <summary>How many could not be taken, by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused => refused;

    /// <summary>Reads one log to its end.</summary>
    /// <param name="name">How messages name it.</param>
    /// <param name="log">Plain or compressed.</param>
    /// <param name="length">In bytes, where that is known.</param>
    /// <param name="token">Cancels; what is stored stays, and the next import goes on after it.</param>
    public async Task ReadAsync(string name, Stream log, long? length, CancellationToken token)
    {
        import.NextFile();
        await foreach (var (number, line) in LogLines.ReadAsync(log, token))
        {
            Lines++;
            if (line is null)
                await RefuseAsync(name, number, $"it is longer than {LogLines.Longest} characters");
            else if (format.Read(line, out var entry) is { } fault)
                await RefuseAsync(name, number, fault);
            else if (import.WhyNot(entry.Time) is { } untimely)
                await RefuseAsync(name, number, untimely);
            else if (await events.BuildAsync(entry) is { } row)
                batch.Add(row);
            else
                await RefuseAsync(name, number, "no route takes its host and path, and no --tenant is named");
            if (batch.Count == Batch)
                await StoreAsync(token);
            await ShowAsync(name, log, length, isLast: false);
        }

        await StoreAsync(token);
        await ShowAsync(name, log, length, isLast: true);
    }

    /// <summary>What was done, for people.</summary>
    public async Task SumUpAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{Lines} lines: {Imported} imported, {Present} already there, {refused.Values.Sum()} refused.");
        foreach (var (reason, count) in refused)
            await output.WriteLineAsync($"  {count} refused: {reason}");
    }

    async Task StoreAsync(CancellationToken token)
    {
        var added = await import.AddAsync(batch, token);
        Imported += added;
        Present += batch.Count - added;
        batch.Clear();
    }

    async Task RefuseAsync(string name, long number, string reason)
    {
        var count = refused[reason] = refused.GetValueOrDefault(reason) + 1;
        if (count <= MostNamed)
            await error.WriteLineAsync($"{name}:{number}: {reason}");
    }

    async Task ShowAsync(string name, Stream log, long? length, bool isLast)
    {
        if (length is not > 0 || (!isLast && shownAt != 0 && time.GetElapsedTime(shownAt) < ProgressEvery))
            return;
        shownAt = time.GetTimestamp();
        const int width = 30;
        var share = isLast ? 1 : Math.Clamp(log.Position / (double)length.Value, 0, 1);
        var done = (int)(share * width);
        await error.WriteAsync($"\r{name} [{new string('#', done)}{new string('.', width - done)}] {share,4:P0} {Lines} lines{(isLast ? Environment.NewLine : "")}");
    }
}
