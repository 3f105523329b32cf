using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Sinks;

/// <summary>
/// A place beside the database that every event goes to. Each has its own position in the spool: a slow one slows nobody, and
/// one that is further behind than the spool is large loses its own share, counted.
/// To add one: 1. a class <c>&lt;Name&gt;Sink</c> in this folder with its options at the foot, as <see cref="JsonFileSink"/>;
/// 2. its line in <see cref="Sinks"/>. A class of another assembly is registered as <c>ISink</c> instead and runs as well.
/// </summary>
public interface ISink
{
    /// <summary>Names its position, its metrics and its log lines: lower case and dashes. Changing it begins anew.</summary>
    string Name { get; }

    /// <summary>Whether it is configured. One that is not has no position, and nothing waits for it.</summary>
    bool IsOn { get; }

    /// <summary>
    /// Takes the events, in order, and answers once they are safe how many of them it left out for what they are. When it
    /// throws, the same events come again after a pause; after a crash of the gateway the last ones may, too: the spool's id
    /// and the row's sequence tell an event.
    /// </summary>
    /// <param name="rows">Good until the call returns. <see cref="EventRow.Spool"/> is the database's number and 0 here.</param>
    /// <param name="spool">Id of the spool they come from.</param>
    Task<int> WriteAsync(ReadOnlyMemory<EventRow> rows, Guid spool, CancellationToken token);
}
