using Gateway.Analytics.Classify;
using Gateway.Analytics.Spool;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Ingest;

/// <summary>Makes rows of events, in a room of its own: a new array for each batch would be megabytes on the large object heap, twice a second.</summary>
sealed class RowBuilder(UserAgentCache userAgents, TimeProvider time)
{
    /// <summary>CPU time that one batch may spend on user agents not seen before; past it they stay unknown.</summary>
    static readonly TimeSpan ClassifyBudget = TimeSpan.FromMilliseconds(500);

    EventRow[] rows = [];

    /// <summary>Classifies and folds what capture left for later. The answer is good until the next call.</summary>
    public ReadOnlyMemory<EventRow> Build(SpoolBatch batch, int spool)
    {
        if (rows.Length < batch.Count)
            rows = new EventRow[batch.Events.Length];
        var budget = new ClassifyBudget(time, ClassifyBudget);
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var captured = ref batch.Events[i];
            rows[i] = new EventRow(
                captured,
                spool,
                batch.Sequences[i],
                captured.Path is null ? null : EndpointTemplate.Fold(captured.Path),
                userAgents.Resolve(captured.UserAgent, ref budget));
        }

        return rows.AsMemory(0, batch.Count);
    }
}
